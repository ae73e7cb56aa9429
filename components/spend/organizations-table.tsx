"use client";

import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay } from "@/lib/core/format/format";
import type { OrganizationsCost } from "@/lib/money/spend/schema";

type Row = OrganizationsCost["rows"][number];

export function OrganizationsTable({ found }: { found: OrganizationsCost }) {
  const t = useTranslations("spend.organizations");
  const locale = useLocale();
  const columns = useOrganizationColumns();
  const isOwnKnown = found.rows.some(({ isOwn }) => isOwn);
  const days = { from: formatDay(found.from, locale), to: formatDay(found.to, locale) };
  return (
    <Section title={t("title")} text={t(isOwnKnown ? "text" : "unknown", days)}>
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(found.rows, ({ id, currency }) => `${id} ${currency}`)}
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
