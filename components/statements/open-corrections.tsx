import { useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { StatementsPage } from "@/lib/money/statements/schema";
import { useStatementNames } from "./use-statement-names";

type Correction = StatementsPage["corrections"][number];

/** What has changed in closed months; the next statement carries it. */
export function OpenCorrections({ corrections }: { corrections: readonly Correction[] }) {
  const t = useTranslations("statements");
  const { toMonth, toCenter } = useStatementNames();
  return (
    <Section title={t("corrections")} text={t("correctionsText")}>
      <Table<Correction>
        label={t("corrections")}
        rows={toRows(
          corrections,
          ({ month, currency, workspaceId }) => `${month} ${currency} ${workspaceId}`,
        )}
        columns={[
          {
            id: "workspace",
            header: t("workspace"),
            cell: ({ workspace }) => <VendorText>{workspace}</VendorText>,
          },
          { id: "center", header: t("center"), width: 200, cell: ({ center }) => toCenter(center) },
          { id: "month", header: t("month"), width: 180, card: "note", cell: ({ month }) => toMonth(month) },
          {
            id: "amount",
            header: t("amount"),
            width: 160,
            card: "value",
            isNumeric: true,
            cell: ({ cents, currency }) => <Amount cents={cents} currency={currency} />,
          },
        ]}
      />
    </Section>
  );
}
