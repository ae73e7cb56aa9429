"use client";

import { useTranslations } from "next-intl";
import { useRunMutation } from "@/components/shell/use-run-mutation";
import { Button } from "@/components/ui/controls/button";
import type { BulkRun } from "@/lib/core/bulk/schema";
import type { Viewer } from "./viewer";

/** Anyone with permission can cancel queued rows; only the person who started the run can resume it, in their name. */
export function RunButtons({ run, viewer }: { run: BulkRun; viewer: Viewer }) {
  const t = useTranslations("bulk");
  const { perform, isPending } = useRunMutation(run.id);
  const { state, counts } = run;
  if (!viewer.canWrite) return null;
  const isOver = state === "finished" || state === "cancelled" || state === "stopped";
  const failed = counts.failed + counts.unknown;
  const others = isOwn(run, viewer) ? undefined : t("notYours");
  const retry = { disabled: others !== undefined, title: others, isPending };
  return (
    <>
      {state === "proposed" && (
        <Button isPending={isPending} onClick={() => perform("cancel")}>
          {t("dismiss")}
        </Button>
      )}
      {(state === "running" || state === "pending" || state === "scheduled") && counts.queued > 0 && (
        <Button isPending={isPending} onClick={() => perform("cancel")}>
          {t("cancel", { count: counts.queued })}
        </Button>
      )}
      {isOver && counts.cancelled > 0 && (
        <Button {...retry} onClick={() => perform("retryCancelled")}>
          {t("goOn", { count: counts.cancelled })}
        </Button>
      )}
      {isOver && failed > 0 && (
        <Button {...retry} variant="primary" onClick={() => perform("retryFailed")}>
          {t("retry", { count: failed })}
        </Button>
      )}
    </>
  );
}

export function isOwn({ createdBy }: BulkRun, { email }: Viewer): boolean {
  return createdBy.toLowerCase() === email.toLowerCase();
}
