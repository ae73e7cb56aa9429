"use client";

import { useQuery } from "@tanstack/react-query";
import { Bot } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { HistoryProvider } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { DateText } from "@/components/ui/display/date-text";
import { Table, toRows } from "@/components/ui/table/table";
import { serviceAccountsQuery } from "@/lib/service-accounts/queries";
import type { ServiceAccountsPage } from "@/lib/service-accounts/schema";
import { useServiceAccountColumns } from "./use-service-account-columns";

export function ServiceAccountsPanel() {
  const t = useTranslations("serviceAccounts");
  const { data, error, refetch } = useQuery(serviceAccountsQuery());
  const columns = useServiceAccountColumns(data?.isEstimate ?? false);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <HistoryProvider loading={data.loading}>
      <PageHeader title={t("title")} description={t("description")} />
      <NamingNote page={data} />
      <IncompleteLately reports={["usage", "actor-cost"]} days={30} />
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(data.rows, ({ id }) => id)}
        empty={<EmptyState icon={<Bot />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
    </HistoryProvider>
  );
}

function NamingNote({ page: { naming, namedAt } }: { page: ServiceAccountsPage }) {
  const t = useTranslations("serviceAccounts.naming");
  if (naming === "named") return null;
  return (
    <div role="note" className="max-w-prose text-ink-muted text-sm">
      <p>
        {t.rich(naming, {
          name: (text) => <code className="font-mono">{text}</code>,
        })}
      </p>
      {namedAt && <p>{t.rich("asOf", { date: () => <DateText at={namedAt} show="minute" /> })}</p>}
    </div>
  );
}
