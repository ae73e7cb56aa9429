"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { InCurrency } from "@/components/ui/display/money";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { statementQuery } from "@/lib/money/statements/queries";
import { Evidence } from "./evidence";
import { InvoiceSection } from "./invoice-section";
import { StatementDocument } from "./statement-document";
import { StatementFiles } from "./statement-files";

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
