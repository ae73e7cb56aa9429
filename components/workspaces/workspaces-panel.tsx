"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { listAbout } from "@/components/shell/list-about";
import { ListPage } from "@/components/shell/list-page";
import { LoadingHistory } from "@/components/shell/loading-history";
import { PageHeader } from "@/components/shell/page-header";
import { LoadingPeek } from "@/components/shell/peek-frame";
import { useAskedDialog, useGiven } from "@/components/shell/use-asked-dialog";
import { useList } from "@/components/shell/use-list";
import { Button } from "@/components/ui/controls/button";
import { ToggleButton } from "@/components/ui/controls/toggle-button";
import { onDemand } from "@/components/ui/on-demand";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import { listUrl } from "@/lib/core/address/search-params";
import { workspacesQuery } from "@/lib/directory/workspaces/queries";
import type { WorkspaceRow, WorkspacesPage } from "@/lib/directory/workspaces/schema";
import {
  toWorkspaceQueryString,
  type WorkspaceSearch,
  workspaceSearchParams,
} from "@/lib/directory/workspaces/search-params";
import { useWorkspaceColumns } from "./use-workspace-columns";

const WorkspacePeek = onDemand(
  () => import("./workspace-peek").then((file) => file.WorkspacePeek),
  LoadingPeek,
);
const CreateWorkspaceDialog = onDemand(() =>
  import("./create-workspace-dialog").then((file) => file.CreateWorkspaceDialog),
);

const usualWindowDays = 30;

export function WorkspacesPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("workspaces");
  const [search, setSearch] = useQueryStates(workspaceSearchParams, listUrl);
  const [isCreating, setCreating] = useAskedDialog("create");
  const [name, forgetName] = useGiven("name");
  const list = useList({
    search,
    setSearch,
    toQueryString: toWorkspaceQueryString,
    toQuery: (page) => workspacesQuery({ ...search, page }),
    keyOf: ({ id }: WorkspaceRow) => id,
    sorts: workspaceSearchParams.sort,
    widening: ["archived"],
  });
  const { rows, newest } = list;
  const days = newest?.windowDays ?? usualWindowDays;
  const columns = useWorkspaceColumns(days);
  const create = canWrite && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      <span className="max-sm:[header_&]:sr-only">{t("create")}</span>
    </Button>
  );
  const actions = (
    <>
      <ExportMenu
        noun="workspaces"
        query={toWorkspaceQueryString({ ...search, archived: search.archived ?? false, page: null })}
        schedule="workspaces"
      />
      {create}
    </>
  );
  const header = (
    <>
      <PageHeader title={t("title")} count={t("total", { count: rows.total })} actions={actions} />
      {newest?.loading && <LoadingHistory loading={newest.loading} />}
      <IncompleteLately reports={["cost"]} days={days} />
    </>
  );
  return (
    <ListPage
      list={list}
      table={{
        label: t("title"),
        columns,
        about: listAbout({ tags: search.tag.length > 0 }),
        Peek: WorkspacePeek,
        total: t("total", { count: rows.total }),
        empty: <EmptyList noun="workspaces" onClear={list.onClear} action={create} />,
      }}
      header={header}
      toolbar={<WorkspaceToolbar search={search} tags={newest?.tags ?? []} onChange={list.change} />}
    >
      {canWrite && isCreating && (
        <CreateWorkspaceDialog
          name={name}
          onClose={() => {
            setCreating(false);
            forgetName();
          }}
        />
      )}
    </ListPage>
  );
}

type Props = {
  search: WorkspaceSearch;
  tags: WorkspacesPage["tags"];
  onChange: (change: Partial<WorkspaceSearch>) => void;
};

function WorkspaceToolbar({ search, tags, onChange }: Props) {
  const t = useTranslations("workspaces");
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      {tags.length > 0 && (
        <FilterMenu
          label={t("tags")}
          options={tags.map(({ tag, count }) => ({ value: tag, label: tag.replace("=", ": "), count }))}
          chosen={search.tag}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <ToggleButton isOn={search.archived ?? false} onToggle={(isOn) => onChange({ archived: isOn || null })}>
        {t("showArchived")}
      </ToggleButton>
    </ListToolbar>
  );
}
