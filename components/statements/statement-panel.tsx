"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { ExportMenu } from "@/components/shell/export-menu";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Section } from "@/components/shell/section";
import { usePaper } from "@/components/shell/use-paper";
import { toButtonClass } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { Badge } from "@/components/ui/display/badge";
import { InCurrency } from "@/components/ui/display/money";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { statementQuery } from "@/lib/money/statements/queries";
import type { StatementPage } from "@/lib/money/statements/schema";
import { InvoiceSection } from "./invoice-section";
import { StatementDocument } from "./statement-document";

const folder = "/api/export/statements";

export function StatementPanel({ number, canWrite }: { number: number; canWrite: boolean }) {
  const t = useTranslations("statements");
  const { data, error, refetch } = useQuery(statementQuery(number));
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <InCurrency currency={data.content.currency}>
      <div className="print:hidden">
        <PageHeader
          title={t("one", { number: formatNumber(number) })}
          breadcrumbs={<Breadcrumbs of={[{ href: "/cost/statements", label: t("title") }]} />}
          actions={<StatementFiles statement={data} />}
        />
      </div>
      <StatementDocument statement={data} />
      <div className="grid gap-6 print:hidden">
        <InvoiceSection statement={data} canWrite={canWrite} />
        <Evidence statement={data} />
      </div>
    </InCurrency>
  );
}

/** What shows that nothing was changed since the month was closed. */
function Evidence({ statement: { content, hash, isIntact } }: { statement: StatementPage }) {
  const t = useTranslations("statements");
  return (
    <Section
      title={t("evidence")}
      text={t("evidenceText")}
      actions={
        <a
          className={toButtonClass()}
          href={`/api/statements/content?number=${content.number}`}
          download={`castellan-statement-${formatNumber(content.number)}.json`}
        >
          <Download aria-hidden className="size-4" />
          {t("contentFile")}
        </a>
      }
    >
      <div className="card flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
        <Badge tone={isIntact ? "good" : "danger"}>{t(isIntact ? "matches" : "differs")}</Badge>
        <span className="text-ink-muted">SHA-256</span>
        <code className="min-w-0 break-all font-mono text-xs">{hash}</code>
        <CopyButton value={hash} label="SHA-256" />
      </div>
    </Section>
  );
}

function StatementFiles({ statement }: { statement: StatementPage }) {
  const t = useTranslations("statements");
  const reasons = useTranslations("reasons");
  const { missingAccounts, missingParts, lacksOffset, isInvoiceOpen, content } = statement;
  const query = `?number=${content.number}`;
  const missing = [
    ...missingAccounts.map((center) => center ?? t("unassigned")),
    ...missingParts.map((part) => t(`invoice.parts.${part}`)),
    ...(lacksOffset ? [t("accounts.offset")] : []),
  ];
  const isBookable = missing.length === 0 && !isInvoiceOpen;
  const others = [
    { id: "focus", label: t("focus"), href: `${folder}/focus.csv${query}` },
    ...(isBookable
      ? [
          { id: "ledger", label: t("ledger"), href: `${folder}/ledger.csv${query}` },
          { id: "ledger-xlsx", label: t("ledgerXlsx"), href: `${folder}/ledger.xlsx${query}` },
        ]
      : []),
  ];
  return (
    <>
      {!isBookable && (
        <DisabledControl
          as="button"
          label={t("ledger")}
          value={t("ledger")}
          reason={
            isInvoiceOpen ? reasons("invoice_open") : t("accounts.missing", { centers: missing.join(", ") })
          }
        />
      )}
      <ExportMenu noun="statements/statement" query={query} paper={usePaper()} others={others} />
    </>
  );
}
