"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useCallback, useState } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { useList } from "@/components/shell/use-list";
import { loadedLater, onDemand } from "@/components/ui/on-demand";
import { undoableQuery } from "@/lib/across/undo/queries";
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

type Reverts = {
  canRevert: (row: ActivityRow) => boolean;
  ask: (row: ActivityRow) => void;
  asked: ActivityRow | undefined;
  forget: () => void;
};

/** Whether a change can be reverted is asked once the list is there, and again whenever it is read again. */
function useReverts(rows: readonly ActivityRow[], canUndo: boolean): Reverts {
  const [asked, ask] = useState<ActivityRow>();
  const entryIds = rows.flatMap(({ entryId, outcome }) => (outcome === "succeeded" && entryId) || []);
  const { data } = useQuery({
    ...undoableQuery(entryIds),
    enabled: canUndo && entryIds.length > 0,
    // While rows are added, those that were there keep their buttons.
    placeholderData: (last) => last,
  });
  const canRevert = useCallback(
    ({ entryId }: ActivityRow) => entryId !== null && (data?.includes(entryId) ?? false),
    [data],
  );
  const forget = useCallback(() => ask(undefined), []);
  return { canRevert, ask, asked, forget };
}
