"use client";

import clsx from "clsx";
import { useFormatter, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateText } from "@/components/ui/display/date-text";
import { Popover } from "@/components/ui/overlay/popover";
import type { Failure } from "@/lib/errors";
import { useFailureText } from "./failure";
import { ProgressBar } from "./progress-bar";

export type SyncStatus = {
  state: "idle" | "running" | "failed";
  lastSyncedAt: string | null;
  backfill: { doneDays: number; totalDays: number; remainingSeconds: number | null } | null;
  failure: Failure | null;
  unavailable: string[];
};

const refreshMs = 15_000;
const dots = { idle: "bg-good", running: "animate-pulse bg-chart-1", failed: "bg-danger" };

function useHeadline({ state, lastSyncedAt }: SyncStatus): string {
  const t = useTranslations("sync");
  const format = useFormatter();
  const now = useNow({ updateInterval: refreshMs });
  if (state === "failed") return t("failed");
  if (lastSyncedAt === null) return t(state === "running" ? "running" : "never");
  return t("synced", { ago: format.relativeTime(new Date(lastSyncedAt), now) });
}

export function Freshness({ status, syncNow }: { status: SyncStatus; syncNow?: ReactNode }) {
  const t = useTranslations("sync");
  const format = useFormatter();
  const toText = useFailureText();
  const headline = useHeadline(status);
  const { backfill, failure } = status;
  return (
    <Popover
      label={headline}
      trigger={
        <>
          <span aria-hidden className={clsx("size-1.5 rounded-full", dots[status.state])} />
          <span className="max-sm:sr-only">{headline}</span>
          {backfill && (
            <ProgressBar label={t("history")} done={backfill.doneDays} total={backfill.totalDays} isSmall />
          )}
        </>
      }
      triggerClass="flex h-8 items-center gap-2 rounded-md px-2.5 text-ink-muted text-sm tabular-nums hover:bg-sunken hover:text-ink"
      className="w-76"
    >
      <dl className="grid gap-3 px-4 py-3 text-sm">
        <div className="flex justify-between gap-4">
          <dt className="text-ink-muted">{t("lastSuccess")}</dt>
          <dd>
            <DateText at={status.lastSyncedAt} />
          </dd>
        </div>
        {backfill && <Backfill {...backfill} />}
      </dl>
      {status.unavailable.length > 0 && (
        <p className="px-4 pb-3 text-ink-muted text-sm">
          {t("unavailable", { parts: format.list(status.unavailable) })}
        </p>
      )}
      {failure && <p className="px-4 pb-3 text-danger text-sm">{toText(failure)}</p>}
      <div className="grid gap-2.5 border-t px-4 py-3">
        <p className="text-ink-muted text-xs">{t("explain")}</p>
        {syncNow && <div className="flex justify-end">{syncNow}</div>}
      </div>
    </Popover>
  );
}

function Backfill({ doneDays, totalDays, remainingSeconds }: NonNullable<SyncStatus["backfill"]>) {
  const t = useTranslations("sync");
  const format = useFormatter();
  const minutes = remainingSeconds === null ? null : Math.round(remainingSeconds / 60);
  return (
    <div className="grid gap-1.5">
      <dt className="text-ink-muted">{t("history")}</dt>
      <dd className="grid gap-1.5">
        <ProgressBar label={t("history")} done={doneDays} total={totalDays} />
        <span className="flex justify-between gap-4 text-xs tabular-nums">
          {t("progress", { done: format.number(doneDays), total: format.number(totalDays) })}
          {minutes !== null && (
            <span className="text-ink-muted">
              {minutes < 1 ? t("remainingShort") : t("remaining", { minutes })}
            </span>
          )}
        </span>
      </dd>
    </div>
  );
}
