"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { EmptyList } from "@/components/shell/empty-list";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table } from "@/components/ui/table/table";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { bulkRunQuery } from "@/lib/bulk/queries";
import type { BulkRow } from "@/lib/bulk/schema";
import { runSearchParams, toRunQueryString } from "@/lib/bulk/search-params";
import { RunApproval } from "./run-approval";
import { RunButtons } from "./run-buttons";
import { RunProgress } from "./run-progress";
import { RunToolbar } from "./run-toolbar";
import { useRowColumns } from "./use-row-columns";
import { useRunNames } from "./use-run-names";

/** Who looks at the run, and what they may do to it. */
export type Viewer = { email: string; canWrite: boolean; canApprove: boolean };

/** A run, its progress and what became of each row; it asks again while something can still happen. */
export function RunPanel({ runId, viewer }: { runId: string; viewer: Viewer }) {
  const t = useTranslations("bulk");
  const { toTitle } = useRunNames();
  const [search, setSearch] = useQueryStates(runSearchParams);
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page: search.page,
    toQuery: (page) => bulkRunQuery(runId, { ...search, page }),
    keyOf: ({ position }: BulkRow) => String(position),
    onPage: (page) => setSearch({ page }),
    listKey: toRunQueryString({ ...search, page: null }),
  });
  const columns = useRowColumns(newest?.run.act);
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!newest) return <LoadingState />;
  const { run } = newest;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ href: "/bulk", label: t("title") }]}
        title={<VendorText>{toTitle(run)}</VendorText>}
        description={t.rich("begunBy", {
          person: () => <VendorText>{run.createdBy}</VendorText>,
          when: () => <DateText at={run.createdAt} />,
        })}
        actions={<RunButtons run={run} viewer={viewer} />}
      />
      <RunApproval run={run} viewer={viewer} />
      <RunProgress run={run} />
      <RunToolbar
        search={search}
        counts={run.counts}
        onChange={(part) => setSearch({ ...part, page: null })}
      />
      <div className="flex min-h-80 flex-1 flex-col">
        <Table
          label={t("rows")}
          columns={columns}
          rows={rows}
          isBusy={isBusy}
          empty={<EmptyList noun="bulk" onClear={() => setSearch({ q: null, state: null, page: null })} />}
        />
      </div>
    </>
  );
}
