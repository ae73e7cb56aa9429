"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Search, UserPlus, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { EmptyState } from "@/components/shell/empty-state";
import { ExportMenu } from "@/components/shell/export-menu";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LackNote } from "@/components/shell/incomplete-note";
import { useAskedDialog, useGiven } from "@/components/shell/use-asked-dialog";
import { useList } from "@/components/shell/use-list";
import { useListSelection } from "@/components/shell/use-list-selection";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { DateText } from "@/components/ui/display/date-text";
import { onDemand } from "@/components/ui/on-demand";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ClearFilters } from "@/components/ui/table/clear-filters";
import { Table } from "@/components/ui/table/table";
import { listUrl } from "@/lib/core/address/search-params";
import { personChoicesQuery, workspacePeopleQuery } from "@/lib/directory/workspaces/queries";
import type { Unlisted, WorkspaceDetail, WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { toPersonQueryString, workspacePageParams } from "@/lib/directory/workspaces/search-params";
import { usePersonColumns } from "./use-person-columns";

const AddPeopleDialog = onDemand(() => import("./add-people-dialog").then((file) => file.AddPeopleDialog));
const PeopleBulkBar = onDemand(() => import("./people-bulk-bar").then((file) => file.PeopleBulkBar));
const RemovePeopleDialog = onDemand(() =>
  import("./remove-people-dialog").then((file) => file.RemovePeopleDialog),
);

type Props = { workspace: WorkspaceDetail; userId: string | null; canManage: boolean };

export function WorkspacePeople({ workspace, userId, canManage }: Props) {
  const t = useTranslations("workspaces.people");
  const [{ tab: _, ...search }, setSearch] = useQueryStates(workspacePageParams, listUrl);
  const [isAdding, setAdding] = useAskedDialog("people");
  const [sought, forgetSought] = useGiven("find");
  const [leaving, setLeaving] = useState<WorkspacePerson>();
  const canChange = canManage && workspace.reason === null;
  const toRole = useWorkspaceRoleName();
  const list = useList({
    search,
    setSearch,
    toQueryString: toPersonQueryString,
    toQuery: (page) => workspacePeopleQuery(workspace.id, { ...search, page }),
    keyOf: ({ userId: id }: WorkspacePerson) => id,
    sorts: workspacePageParams.sort,
  });
  const { rows, newest, isBusy, error, refetch, change } = list;
  const client = useQueryClient();
  const choice = useListSelection(
    rows,
    (person) => person,
    () => client.fetchQuery(personChoicesQuery(workspace.id, { ...search, page: 1 })),
  );
  const columns = usePersonColumns({
    workspaceId: workspace.id,
    canManage: canChange,
    choice,
    onRemove: setLeaving,
  });
  if (workspace.isDefault)
    return <EmptyState icon={<Users />} title={t("defaultTitle")} text={t("defaultText")} />;
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          label={t("search")}
          value={search.q}
          onSearch={(q) => change({ q })}
          className="min-w-44 max-w-72 flex-1 max-md:min-w-full"
        />
        <FilterMenu
          label={t("role")}
          options={(newest?.roles ?? []).map(({ role, count }) => ({
            value: role,
            label: toRole(role),
            count,
          }))}
          chosen={search.role}
          onChange={(role) => change({ role })}
        />
        <ClearFilters onClear={list.onClear} filterCount={list.filterCount} />
        <span className="text-ink-muted text-sm max-md:hidden">{t("total", { count: rows.total })}</span>
        <span className="ml-auto flex flex-wrap">
          <ExportMenu
            noun="workspace-members"
            query={toPersonQueryString(`?workspace=${encodeURIComponent(workspace.id)}`, {
              q: search.q,
              role: search.role,
            })}
          />
        </span>
        {canChange && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t("add")}
          </Button>
        )}
      </div>
      {newest?.unlisted && <UnlistedNote {...newest.unlisted} />}
      <Table
        label={t("label")}
        columns={columns}
        lines={2}
        rows={rows}
        isBusy={isBusy}
        sort={list.sort}
        empty={<NobodyThere isFiltered={list.onClear !== undefined} />}
      />
      {canChange && choice.isUsed && (
        <PeopleBulkBar workspace={workspace} selfId={userId} selection={choice.selection} />
      )}
      {isAdding && canChange && (
        <AddPeopleDialog
          workspaceId={workspace.id}
          sought={sought ?? ""}
          onClose={() => {
            setAdding(false);
            forgetSought();
          }}
        />
      )}
      {leaving && (
        <RemovePeopleDialog
          workspace={workspace}
          people={[leaving]}
          selfId={userId}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

function UnlistedNote({ since }: Unlisted) {
  const t = useTranslations("workspaces.people");
  return (
    <LackNote>
      <span>
        {since ? t.rich("unlistedSince", { at: () => <DateText at={since} show="minute" /> }) : t("unlisted")}
      </span>
    </LackNote>
  );
}

function NobodyThere({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations("workspaces.people");
  return isFiltered ? (
    <EmptyState icon={<Search />} title={t("noMatchTitle")} text={t("noMatchText")} />
  ) : (
    <EmptyState icon={<Users />} title={t("emptyTitle")} text={t("emptyText")} />
  );
}
