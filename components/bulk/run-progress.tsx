"use client";

import { TriangleAlert } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/shell/progress-bar";
import { useRunNames } from "@/components/shell/use-run-names";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { NumberText } from "@/components/ui/display/number-text";
import type { BulkRun } from "@/lib/core/bulk/schema";
import { RunStateBadge } from "./state-badges";

const shown = ["succeeded", "failed", "unknown", "cancelled", "queued"] as const;

export function RunProgress({ run }: { run: BulkRun }) {
  const t = useTranslations("bulk");
  const { toState, toWhy } = useRunNames();
  const { counts, state, startsAt, stopCode } = run;
  const done = counts.total - counts.queued - counts.running;
  return (
    <section aria-label={t("progress")} className="grid gap-3 card p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <RunStateBadge state={state} />
        <p role="status" className="tabular-nums">
          {t("doneOf", { done, total: counts.total })}
        </p>
        {startsAt !== null && (state === "scheduled" || state === "pending") && (
          <p>{t.rich("startsOn", { when: () => <DateText at={startsAt} show="minute" /> })}</p>
        )}
      </div>
      <ProgressBar label={t("progress")} done={done} total={counts.total} />
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {shown
          .filter((one) => counts[one] > 0)
          .map((one) => (
            <div key={one} className="flex gap-1.5">
              <dt className="text-ink-muted">{toState(one)}</dt>
              <dd>
                <NumberText value={counts[one]} />
              </dd>
            </div>
          ))}
      </dl>
      <Undone run={run} />
      {stopCode !== null && (
        <p className="flex items-start gap-2 text-danger text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t(stops[stopCode] ?? "stoppedByApi", {
            person: run.createdByName ?? run.createdBy,
            why: toWhy({ errorCode: stopCode, reason: null }) ?? stopCode,
          })}
        </p>
      )}
    </section>
  );
}

function Undone({ run: { undoneBy, params } }: { run: BulkRun }) {
  const t = useTranslations("bulk.undo");
  const undoes = typeof params.undoes === "string" ? params.undoes : null;
  const to = (runId: string, text: string) => (
    <Link
      // Sound: the type of a route with a parameter is generic.
      href={`/bulk/${runId}` as Route}
      className="text-accent underline"
    >
      {text}
    </Link>
  );
  if (undoneBy === null && undoes === null) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm">
      {undoneBy !== null && <span>{t.rich("undone", { run: (text) => to(undoneBy, String(text)) })}</span>}
      {undoes !== null && <span>{t.rich("undoes", { run: (text) => to(undoes, String(text)) })}</span>}
    </p>
  );
}

/** What stops a run because of who started it, and not because of the API. */
const stops: Partial<Record<string, "stoppedByRight" | "stoppedBySignIn">> = {
  forbidden: "stoppedByRight",
  sign_in_not_accepted: "stoppedBySignIn",
};
