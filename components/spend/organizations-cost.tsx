"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay } from "@/lib/format";
import { organizationsCostQuery } from "@/lib/spend/queries";
import type { OrganizationsCost as Found } from "@/lib/spend/schema";

type Row = Found["rows"][number];

/** Renders nothing without child organizations, and never sums them. */
export function OrganizationsCost() {
  const t = useTranslations("spend.organizations");
  const locale = useLocale();
  const columns = useOrganizationColumns();
  const { data } = useQuery(organizationsCostQuery());
  if (!data || data.rows.length === 0) return null;
  const isOwnKnown = data.rows.some(({ isOwn }) => isOwn);
  const days = { from: formatDay(data.from, locale), to: formatDay(data.to, locale) };
  return (
    <Section title={t("title")} text={t(isOwnKnown ? "text" : "unknown", days)}>
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(data.rows, ({ id, currency }) => `${id} ${currency}`)}
      />
    </Section>
  );
}

function useOrganizationColumns(): Column<Row>[] {
  const t = useTranslations("spend.organizations");
  return [
    {
      id: "organization",
      header: t("organization"),
      cell: ({ id, isOwn }) => (
        <>
          <VendorText className="font-mono text-xs">{id}</VendorText>
          {isOwn && <span className="ml-2 text-ink-muted">{t("own")}</span>}
        </>
      ),
    },
    {
      id: "list",
      header: t("list"),
      width: 160,
      isNumeric: true,
      card: "note",
      cell: ({ listCents, currency }) => <Amount cents={listCents} currency={currency} />,
    },
    {
      id: "net",
      header: t("net"),
      width: 160,
      isNumeric: true,
      card: "value",
      cell: ({ cents, currency }) => <Amount cents={cents} currency={currency} />,
    },
  ];
}
