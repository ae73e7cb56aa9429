"use client";

import { Bot } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { ListPage } from "@/components/shell/list-page";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { HistoryProvider } from "@/components/shell/read-history";
import { useUnpagedList } from "@/components/shell/use-unpaged-list";
import { DateText } from "@/components/ui/display/date-text";
import { serviceAccountsQuery } from "@/lib/directory/service-accounts/queries";
import type { ServiceAccountsPage } from "@/lib/directory/service-accounts/schema";
import { useServiceAccountColumns } from "./use-service-account-columns";

export function ServiceAccountsPanel() {
  const t = useTranslations("serviceAccounts");
  const list = useUnpagedList(serviceAccountsQuery());
  const { newest, error } = list;
  const columns = useServiceAccountColumns(newest?.isEstimate ?? false);
  if (!(newest || error)) return <LoadingState />;
  const header = (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {newest && <NamingNote page={newest} />}
      <IncompleteLately reports={["usage", "actor-cost"]} days={30} />
    </>
  );
  const empty = <EmptyState icon={<Bot />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <HistoryProvider loading={newest?.loading}>
      <ListPage list={list} table={{ label: t("title"), columns, empty }} header={header} />
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
