import { useTranslations } from "next-intl";
import { ExportMenu } from "@/components/shell/export-menu";
import { usePaper } from "@/components/shell/use-paper";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import type { StatementPage } from "@/lib/money/statements/schema";

const folder = "/api/export/statements";

export function StatementFiles({ statement }: { statement: StatementPage }) {
  const t = useTranslations("statements");
  const { missingAccounts, lacksOffset, content } = statement;
  const query = `?number=${content.number}`;
  const missing = [
    ...missingAccounts.map((center) => center ?? t("unassigned")),
    ...(lacksOffset ? [t("accounts.offset")] : []),
  ];
  const others = [
    { id: "focus", label: t("focus"), href: `${folder}/focus.csv${query}` },
    ...(missing.length > 0
      ? []
      : [
          { id: "ledger", label: t("ledger"), href: `${folder}/ledger.csv${query}` },
          { id: "ledger-xlsx", label: t("ledgerXlsx"), href: `${folder}/ledger.xlsx${query}` },
        ]),
  ];
  return (
    <>
      {missing.length > 0 && (
        <DisabledControl
          as="button"
          label={t("ledger")}
          value={t("ledger")}
          reason={t("accounts.missing", { centers: missing.join(", ") })}
        />
      )}
      <ExportMenu noun="statements/statement" query={query} paper={usePaper()} others={others} />
    </>
  );
}
