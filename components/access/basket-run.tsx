"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toButtonClass } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Link } from "@/components/ui/controls/link";
import { bulkRunQuery } from "@/lib/bulk/queries";
import type { Basket } from "./basket";
import { UndoAccess } from "./undo-access";

const allRows = { q: "", state: [], page: 1 };

/** Progress where the person is; each row's result is on the page of the bulk change. */
export function BasketRun({ runId, basket }: { runId: string; basket: Basket }) {
  const t = useTranslations("access");
  const { data, error } = useQuery(bulkRunQuery(runId, allRows));
  const refresh = useInvalidateWorkspaces();
  const counts = data?.run.counts;
  const done = counts ? counts.total - counts.queued - counts.running : 0;
  const refreshNow = useEffectEvent(refresh);
  // Cells change with each row that is done.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => refreshNow(), [done]);
  return (
    <>
      <p role="status" className="mr-2 font-medium tabular-nums">
        {error ? t("runGone") : counts ? toText(t, counts, done) : t("runStarting")}
      </p>
      {!error && (
        <Link href={`/bulk/${runId}`} className={toButtonClass()}>
          {t("runDetails")}
        </Link>
      )}
      {data && data.run.finishedAt !== null && (
        <UndoAccess runId={runId} onUndone={(run) => basket.start([], run)} />
      )}
      <IconButton label={t("runForget")} icon={<X />} onClick={basket.forgetRun} />
    </>
  );
}

type Counts = { total: number; succeeded: number };

function toText(
  t: ReturnType<typeof useTranslations<"access">>,
  { total, succeeded }: Counts,
  done: number,
): string {
  if (done < total) return t("runDone", { done, total });
  return succeeded === total ? t("runOver", { count: total }) : t("runPartly", { done: succeeded, total });
}
