"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { ListPage } from "@/components/shell/list-page";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { showRun } from "@/components/shell/show-run";
import { UndoRun } from "@/components/shell/undo-run";
import { useList } from "@/components/shell/use-list";
import { useRunMutation } from "@/components/shell/use-run-mutation";
import { useRunNames } from "@/components/shell/use-run-names";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import { isUndoable } from "@/lib/across/undo/vocabulary";
import { bulkRunQuery } from "@/lib/core/bulk/queries";
import type { BulkRow, BulkRun, RowCounts } from "@/lib/core/bulk/schema";
import { type RunSearch, runSearchParams, toRunQueryString } from "@/lib/core/bulk/search-params";
import { rowStates } from "@/lib/core/bulk/vocabulary";
import { ProposedRun } from "./proposed-run";
import { isOwn, RunButtons } from "./run-buttons";
import { RunProgress } from "./run-progress";
import { useRowColumns } from "./use-row-columns";
import type { Viewer } from "./viewer";

const AskedToken = onDemand(() => import("./asked-token").then((file) => file.AskedToken));

type Props = {
  runId: string;
  viewer: Viewer;
};

export function RunPanel({ runId, viewer }: Props) {
  const t = useTranslations("bulk");
  const { toTitle } = useRunNames();
  const [search, setSearch] = useQueryStates(runSearchParams);
  const list = useList({
    search,
    setSearch,
    toQueryString: toRunQueryString,
    toQuery: (page) => bulkRunQuery(runId, { ...search, page }),
    keyOf: ({ position }: BulkRow) => String(position),
  });
  const run = list.newest?.run;
  const columns = useRowColumns(
    run?.operation,
    list.newest?.rows.some((row) => row.operation !== null) ?? false,
  );
  if (!(run || list.error)) return <LoadingState />;
  const header = run && (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs of={[{ href: "/bulk", label: t("title") }]} />}
        title={<VendorText>{toTitle(run)}</VendorText>}
        description={t.rich(run.state === "proposed" ? "proposedFor" : "begunBy", {
          person: () => <PersonName email={run.createdBy} name={run.createdByName} />,
          when: () => <DateText at={run.createdAt} />,
        })}
        actions={
          <>
            {run.finishedAt !== null && <ExportMenu noun="activity" query={`?run=${runId}`} />}
            <RunButtons run={run} viewer={viewer} />
            {run.finishedAt !== null && viewer.canWrite && isUndoable(run) && (
              <UndoRun runId={runId} onUndone={showRun} />
            )}
          </>
        }
      />
      <RunApproval run={run} viewer={viewer} />
      {run.operation === "access_token.add_service" && <AskedToken run={run} />}
      {run.state !== "proposed" && <RunProgress run={run} />}
    </>
  );
  return (
    <ListPage
      list={list}
      table={{ label: t("rows"), columns, lines: 2, empty: <EmptyList noun="bulk" onClear={list.onClear} /> }}
      header={header}
      toolbar={run && <RunToolbar search={search} counts={run.counts} onChange={list.change} />}
    />
  );
}

type RunToolbarProps = {
  search: RunSearch;
  counts: RowCounts;
  onChange: (change: Partial<Pick<RunSearch, "q" | "state">>) => void;
};

function RunToolbar({ search, counts, onChange }: RunToolbarProps) {
  const t = useTranslations("bulk");
  const { toState } = useRunNames();
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <FilterMenu
        label={t("result")}
        options={rowStates
          .filter((state) => counts[state] > 0 || search.state.includes(state))
          .map((state) => ({ value: state, label: toState(state), count: counts[state] }))}
        chosen={search.state}
        onChange={(chosen) => onChange({ state: runSearchParams.state.parse(chosen.join(",")) ?? [] })}
      />
    </ListToolbar>
  );
}

function RunApproval({ run, viewer }: { run: BulkRun; viewer: Viewer }) {
  const t = useTranslations("bulk");
  const toName = (email: string, name: string | null) => (
    <PersonName email={email} name={name} className="font-medium text-ink" />
  );
  const person = () => toName(run.createdBy, run.createdByName);
  if (run.decidedBy !== null) {
    const second = () => toName(run.decidedBy ?? "", run.decidedByName);
    const when = () => <DateText at={run.decidedAt} show="minute" />;
    return (
      <p className="text-ink-muted">
        {t.rich(run.state === "declined" ? "declinedBy" : "approvedBy", { person, second, when })}
      </p>
    );
  }
  if (run.state === "proposed") return <ProposedRun run={run} viewer={viewer} />;
  if (run.state !== "pending") return null;
  return (
    <section
      aria-label={t("approval")}
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg bg-warn-soft p-4 text-warn"
    >
      <p className="min-w-0 flex-1 basis-72">
        {t.rich("asks", {
          person,
          count: run.counts.total,
          until: () => <DateText at={run.approvalExpiresAt} show="minute" />,
        })}
      </p>
      {viewer.canApprove && <Decision run={run} isOwnRun={isOwn(run, viewer)} />}
    </section>
  );
}

function Decision({ run, isOwnRun }: { run: BulkRun; isOwnRun: boolean }) {
  const t = useTranslations();
  const { perform, isPending } = useRunMutation(run.id);
  if (isOwnRun) return <p className="text-sm">{t("reasons.own_run")}</p>;
  return (
    <span className="flex flex-wrap gap-2">
      <Button isPending={isPending} onClick={() => perform("decline")}>
        {t("bulk.decline")}
      </Button>
      <Button variant="primary" isPending={isPending} onClick={() => perform("approve")}>
        {t("bulk.approve")}
      </Button>
    </span>
  );
}
