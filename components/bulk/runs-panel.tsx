"use client";

import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { PageHeader } from "@/components/shell/page-header";
import { Table } from "@/components/ui/table/table";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { bulkRunsQuery } from "@/lib/bulk/queries";
import type { BulkRun } from "@/lib/bulk/schema";
import { runsSearchParams } from "@/lib/bulk/search-params";
import { useRunColumns } from "./use-run-columns";

export function RunsPanel() {
  const t = useTranslations("bulk");
  const [search, setSearch] = useQueryStates(runsSearchParams);
  const columns = useRunColumns();
  const { rows, isBusy, error, refetch } = usePagedRows({
    page: search.page,
    toQuery: (page) => bulkRunsQuery({ page }),
    keyOf: ({ id }: BulkRun) => id,
    onPage: (page) => setSearch({ page }),
    listKey: "runs",
  });
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <Table
        label={t("title")}
        columns={columns}
        rows={rows}
        isBusy={isBusy}
        empty={<EmptyState icon={<ListChecks />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
    </>
  );
}
