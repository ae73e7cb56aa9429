"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { useProductName } from "@/components/shell/use-product-name";
import { Amount } from "@/components/ui/display/amount";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { roundColumn } from "@/lib/core/money/rounding";
import type { MemberDetail } from "@/lib/directory/members/schema";

type Part = MemberDetail["spend"]["parts"][number];

const hasDiscount = ({ cents, listCents }: Part) => cents !== listCents;

/** A single part would only repeat the total. */
export function hasParts(parts: readonly Part[]): boolean {
  return parts.length > 1 || parts.some(hasDiscount);
}

/** List prices appear only if they differ somewhere. */
export function PersonSpendParts({ parts }: { parts: readonly Part[] }) {
  const t = useTranslations("members.person");
  const tReports = useTranslations("reports.values");
  const toProduct = useProductName();
  const isDiscounted = parts.some(hasDiscount);
  const columns = useMemo((): Column<Part>[] => {
    const toAmount = (id: "cents" | "listCents", header: string): Column<Part> => {
      const currencies = new Set(parts.map(({ currency }) => currency));
      const printed = new Map(
        [...currencies].map((one) => [
          one,
          roundColumn(
            parts.filter(({ currency }) => currency === one),
            (part) => part[id],
          ),
        ]),
      );
      return {
        id,
        header,
        headerNote: id === "cents" && <AmountKindBadge of="reported" />,
        width: 160,
        isNumeric: true,
        ...(id === "cents" && { card: "value" as const }),
        cell: (part) => (
          <Amount cents={part[id]} printed={printed.get(part.currency)?.(part)} currency={part.currency} />
        ),
      };
    };
    return [
      {
        id: "product",
        header: t("product"),
        cell: ({ product, model }) => (
          <CardLines detail={<VendorText>{model ?? tReports("none")}</VendorText>}>
            <VendorText className="truncate">{toProduct(product)}</VendorText>
          </CardLines>
        ),
      },
      {
        id: "model",
        header: t("model"),
        cell: ({ model }) => <VendorText>{model ?? tReports("none")}</VendorText>,
      },
      ...(isDiscounted ? [toAmount("listCents", t("listPrice"))] : []),
      toAmount("cents", t("amount")),
    ];
  }, [t, tReports, toProduct, isDiscounted, parts]);
  return (
    <Table
      label={t("spendByPartLabel")}
      columns={columns}
      rows={toRows(parts, ({ product, model, currency }) => `${product} ${model} ${currency}`)}
    />
  );
}
