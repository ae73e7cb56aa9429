"use client";

import { Layers, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingHistory } from "@/components/shell/loading-history";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/controls/button";
import { Table } from "@/components/ui/table/table";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { workspacesQuery } from "@/lib/workspaces/queries";
import type { WorkspaceRow } from "@/lib/workspaces/schema";
import {
  toWorkspaceQueryString,
  type WorkspaceSearch,
  workspaceSearchKeys,
  workspaceSearchParams,
} from "@/lib/workspaces/search-params";
import { CreateWorkspaceDialog } from "./create-workspace-dialog";
import { useWorkspaceColumns } from "./use-workspace-columns";
import { WorkspaceToolbar } from "./workspace-toolbar";

const usualWindowDays = 30;

export function WorkspacesPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("workspaces");
  const [search, setSearch] = useQueryStates(workspaceSearchParams, { urlKeys: workspaceSearchKeys });
  const [isCreating, setCreating] = useState(false);
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page: search.page,
    toQuery: (page) => workspacesQuery({ ...search, page }),
    keyOf: ({ id }: WorkspaceRow) => id,
    onPage: (page) => setSearch({ page }),
    listKey: toWorkspaceQueryString({ ...search, page: null }),
  });
  const columns = useWorkspaceColumns(newest?.windowDays ?? usualWindowDays);

  // Another list is read from its top.
  const change = (part: Partial<WorkspaceSearch>) => setSearch({ ...part, page: null });
  const isFiltered = search.q !== "" || search.tag.length > 0;
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("total", { count: rows.total })}
        actions={
          canWrite && (
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden className="size-4" />
              {t("create")}
            </Button>
          )
        }
      />
      {newest?.loading && <LoadingHistory loading={newest.loading} />}
      <IncompleteLately reports={["cost"]} days={newest?.windowDays ?? usualWindowDays} />
      <WorkspaceToolbar search={search} tags={newest?.tags ?? []} onChange={change} />
      <Table
        label={t("title")}
        columns={columns}
        rows={rows}
        isBusy={isBusy}
        sort={{
          by: search.sort,
          direction: search.direction,
          onSort: (by, direction) =>
            change({ sort: workspaceSearchParams.sort.parse(by) ?? "name", direction }),
        }}
        empty={
          <EmptyList
            noun="workspaces"
            icon={<Layers />}
            onClear={isFiltered ? () => change({ q: "", tag: [] }) : undefined}
          />
        }
      />
      {isCreating && <CreateWorkspaceDialog onClose={() => setCreating(false)} />}
    </>
  );
}
