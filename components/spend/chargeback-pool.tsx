import { useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import { roundParts, type Within } from "@/lib/core/money/rounding";
import type { Chargeback } from "@/lib/money/spend/schema";

type Place = Chargeback["pool"][number];

/** Adds up to what the statement prints for the pool. */
export function ChargebackPool({ statement, printed }: { statement: Chargeback; printed: Within }) {
  const t = useTranslations("spend.chargeback");
  const { pool, sharedCents } = statement;
  const parts = roundParts(
    pool.map(({ cents }) => cents),
    printed,
  );
  const rows = new Map(pool.map((place, index) => [place, parts[index]]));
  return (
    <Section title={t("pool")} text={t("poolText")}>
      <Table<Place>
        label={t("pool")}
        rows={toRows(pool, ({ workspaceId }) => workspaceId)}
        columns={[
          {
            id: "workspace",
            header: t("workspace"),
            footer: t("sum"),
            cell: ({ workspace }) => <VendorText>{workspace}</VendorText>,
          },
          {
            id: "amount",
            header: t("amount"),
            width: 140,
            card: "value",
            isNumeric: true,
            footer: <Amount cents={sharedCents} printed={printed.total} />,
            cell: (place) => <Amount cents={place.cents} printed={rows.get(place)} />,
          },
        ]}
      />
    </Section>
  );
}
