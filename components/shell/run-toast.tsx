"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { named, VendorText } from "@/components/ui/display/vendor-text";
import { endProgress } from "@/components/ui/overlay/toast-store";
import { isUndoable } from "@/lib/across/undo/vocabulary";
import { bulkRunQuery } from "@/lib/core/bulk/queries";
import type { BulkRun } from "@/lib/core/bulk/schema";
import { ProgressBar } from "./progress-bar";
import { UndoRun } from "./undo-run";
import { useRunMutation } from "./use-run-mutation";
import { useRunNames } from "./use-run-names";

const allRows = { q: "", state: [], page: 1 };
/** A change of one is told in a sentence. */
const toldOperations = [
  "api_key.activate",
  "api_key.deactivate",
  "api_key.archive",
  "api_key.assign",
  "invite.create",
  "invite.withdraw",
  "member.change_role",
  "workspace.archive",
  "finding.dismiss",
  "finding.reopen",
  "finding.assign",
] as const;

/** What lists show may change with every row that is done. */
const touched = ["members", "workspaces", "keys", "invites", "findings", "offboardings", "audit", "bulk"];

type Props = { runId: string; onUndone: (runId: string) => void };

/** Progress and result of a bulk run; each row's result is on the run's page. */
export function RunToast({ runId, onUndone }: Props) {
  const t = useTranslations("bulk.toast");
  const { data, error } = useQuery(bulkRunQuery(runId, allRows));
  const run = data?.run;
  useFreshLists(run);
  return (
    <div className="grid gap-2">
      {error ? (
        <p role="alert" className="pr-8">
          {t("gone")}
        </p>
      ) : (
        <Announcement run={run} />
      )}
      {run && <Progress run={run} />}
      {!error && (
        <span className="flex flex-wrap gap-1">
          <Link href={`/bulk/${runId}`} className={toButtonClass("secondary", "sm")}>
            {t("details")}
          </Link>
          {run && isOver(run) && (
            <a
              href={`/api/export/activity.csv?run=${runId}`}
              download
              className={toButtonClass("secondary", "sm")}
            >
              {t("record")}
            </a>
          )}
          {run && isOver(run) && <RetryRun run={run} />}
          {run && isOver(run) && isUndoable(run) && <UndoRun runId={runId} size="sm" onUndone={onUndone} />}
        </span>
      )}
    </div>
  );
}

/** Whoever sees the toast started the run. */
function RetryRun({ run }: { run: BulkRun }) {
  const t = useTranslations("bulk");
  const { perform, isPending } = useRunMutation(run.id, { isShown: true });
  const count = toFailed(run);
  const isClosed = run.state === "declined" || run.state === "expired";
  if (count === 0 || isClosed) return null;
  return (
    <Button size="sm" isPending={isPending} onClick={() => perform("retryFailed")}>
      <RotateCw aria-hidden className="size-4" />
      {t("toast.retry")}
    </Button>
  );
}

/** One row is named. */
function useToastTitle() {
  const { toTitle, toLabel } = useRunNames();
  return (run: BulkRun) => {
    const { counts, firstLabel: label, operation } = run;
    return [toTitle(run), counts.total === 1 && label && toLabel({ label, targetId: "" }, operation)]
      .filter(Boolean)
      .join(" · ");
  };
}

/** What became of the only one, as the operation of a row would say it. */
function useOutcome() {
  const t = useTranslations("bulk.toast.one");
  return ({ counts, firstLabel, operation }: BulkRun) => {
    const told = toldOperations.find((one) => one === operation);
    if (!told || firstLabel === null || counts.total !== 1 || counts.succeeded !== 1) return null;
    return t.rich(told, named(firstLabel));
  };
}

/** Screen readers hear the start and the end, and not each row. */
function Announcement({ run }: { run: BulkRun | undefined }) {
  const t = useTranslations("bulk");
  const toTitle = useToastTitle();
  const failed = run ? toFailed(run) : 0;
  return (
    <p role="status" className="sr-only">
      {run &&
        t("toast.announced", { title: toTitle(run), state: t(`states.${run.state}`) }) +
          (isOver(run) ? ` ${t("toast.ended", { done: run.counts.succeeded, failed })}` : "")}
    </p>
  );
}

function Progress({ run }: { run: BulkRun }) {
  const t = useTranslations("bulk");
  const { toWhy } = useRunNames();
  const toTitle = useToastTitle();
  const { counts, state, stopCode } = run;
  const failed = toFailed(run);
  const done = toDone(run);
  const outcome = useOutcome()(run);
  if (outcome) return <p className="line-clamp-2 pr-8 font-medium pointer-coarse:pr-10">{outcome}</p>;
  return (
    <>
      <p className="line-clamp-2 pr-8 font-medium pointer-coarse:pr-10">
        <VendorText>{toTitle(run)}</VendorText>
      </p>
      <ProgressBar label={t("progress")} done={done} total={counts.total} />
      <p className="flex flex-wrap gap-x-3 text-ink-muted text-sm tabular-nums">
        <span>{t("doneOf", { done, total: counts.total })}</span>
        {failed > 0 && <span className="text-danger">{t("toast.failed", { count: failed })}</span>}
        {state !== "running" && state !== "finished" && (
          <span className={clsx(state === "stopped" && "text-danger")}>{t(`states.${state}`)}</span>
        )}
      </p>
      {stopCode !== null && (
        <p className="text-danger text-sm">{toWhy({ errorCode: stopCode, reason: null })}</p>
      )}
    </>
  );
}

function useFreshLists(run: BulkRun | undefined): void {
  const client = useQueryClient();
  const done = run ? toDone(run) : 0;
  const isQuiet = run !== undefined && isOver(run) && toFailed(run) === 0;
  const id = run?.id ?? "";
  const refresh = useEffectEvent(() => {
    if (done === 0) return;
    for (const noun of touched) client.invalidateQueries({ queryKey: [noun] });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: lists change with each row that is done.
  useEffect(() => refresh(), [done]);
  useEffect(() => {
    if (isQuiet) endProgress(id);
  }, [isQuiet, id]);
}

function toDone({ counts }: BulkRun): number {
  return counts.total - counts.queued - counts.running;
}

function toFailed({ counts }: BulkRun): number {
  return counts.failed + counts.unknown;
}

function isOver({ finishedAt }: BulkRun): boolean {
  return finishedAt !== null;
}
