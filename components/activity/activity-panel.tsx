"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { useList } from "@/components/shell/use-list";
import { loadedLater, onDemand } from "@/components/ui/on-demand";
import { activityQuery } from "@/lib/governance/activity/queries";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import {
  type ActivitySearch,
  activityEntryParams,
  activitySearchParams,
  toActivityQueryString,
} from "@/lib/governance/activity/search-params";
import { ActivityToolbar } from "./activity-toolbar";
import { UnprovenNote } from "./unproven-note";
import { useActivityColumns } from "./use-activity-columns";
import { useReverts } from "./use-reverts";

const UnknownNote = loadedLater(() => import("./unknown-note").then((file) => file.UnknownNote));
const AskedEntry = onDemand(() => import("./asked-entry").then((file) => file.AskedEntry));
const RevertDialog = onDemand(() => import("./revert-dialog").then((file) => file.RevertDialog));

type Props = { canResolve: boolean; canVerify: boolean; canUndo: boolean };

export function ActivityPanel({ canResolve, canVerify, canUndo }: Props) {
  const t = useTranslations("activity");
  const [search, setSearch] = useQueryStates(activitySearchParams);
  const [{ entry }, setEntry] = useQueryStates(activityEntryParams);
  const onShow = useCallback(({ key }: ActivityRow) => setEntry({ entry: key }), [setEntry]);
  const list = useList({
    search,
    setSearch,
    toQueryString: toActivityQueryString,
    toQuery: (page) => activityQuery({ ...search, page }),
    keyOf: ({ key }: ActivityRow) => key,
  });
  const { rows, newest, find, change } = list;
  const { canRevert, ask, asked, forget } = useReverts(
    list.pages.flatMap((page) => page.rows),
    canUndo,
  );
  const columns = useActivityColumns({ onShow, canRevert, onRevert: ask });
  const unknowns = newest?.outcomes.find(({ value }) => value === "unknown")?.count ?? 0;
  const header = (
    <>
      <PageHeader
        title={t("title")}
        count={t("total", { count: rows.total })}
        actions={<ActivityExport search={search} />}
      />
      {canVerify && <UnprovenNote />}
      {unknowns > 0 && (
        <UnknownNote count={unknowns} onShow={() => change({ ...noFilters, outcome: ["unknown"] })} />
      )}
    </>
  );
  return (
    <ListPage
      list={list}
      table={{
        label: t("title"),
        columns,
        total: t("total", { count: rows.total }),
        lines: 2,
        empty: <EmptyList noun="activity" onClear={list.onClear} />,
      }}
      header={header}
      toolbar={<ActivityToolbar search={search} facets={newest} onChange={change} />}
    >
      {entry !== null && (
        <AskedEntry
          entry={entry}
          known={find(entry)}
          canResolve={canResolve}
          isFeedOn={newest?.isFeedOn ?? null}
          onClose={() => setEntry({ entry: null })}
        />
      )}
      {asked && <RevertDialog row={asked} isPossible={canRevert(asked)} onClose={forget} />}
    </ListPage>
  );
}

function ActivityExport({ search }: { search: ActivitySearch }) {
  const query = toActivityQueryString({ ...search, page: null });
  return <ExportMenu noun="activity" query={query} schedule="activity" />;
}

const noFilters = {
  q: null,
  person: null,
  noun: null,
  verb: null,
  outcome: null,
  workspace: null,
  source: null,
  from: null,
  to: null,
  zone: null,
};
