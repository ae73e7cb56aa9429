"use client";

import { useTranslations } from "next-intl";
import { useProductName } from "@/components/shell/use-product-name";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Cents } from "@/lib/core/money/money";
import { roundParts, type Within } from "@/lib/core/money/rounding";
import { noKey, noModel } from "@/lib/money/reports/vocabulary";
import type { CostPart } from "@/lib/money/spend/schema";

const maxShown = 1;

type Props = { parts: readonly CostPart[]; of: "product" | "model"; within: Within };

/** The parts add up to the row's amount, as printed. */
export function CostParts({ parts, of, within }: Props) {
  const t = useTranslations("spend.actors");
  const tReports = useTranslations("reports.values");
  const toProduct = useProductName();
  const money = useMoney();
  const toName = (key: string) => {
    if (of === "product") return toProduct(key);
    return key === noKey || key === noModel ? tReports("none") : key;
  };
  const printed = roundParts(
    parts.map(({ cents }) => cents),
    within,
  );
  const toLine = (format: (cents: Cents) => string) => (part: CostPart, index: number) =>
    `${toName(part.key)}: ${format(printed[index] ?? "0")}`;
  const lines = parts.map(toLine(money.format));
  const shown = parts.slice(0, maxShown).map(toLine(money.formatNarrow));
  return (
    <span title={lines.join("\n")} className="block truncate text-ink-muted">
      <VendorText>{shown.join(" · ")}</VendorText>
      {lines.length > maxShown && ` ${t("moreParts", { count: lines.length - maxShown })}`}
    </span>
  );
}
