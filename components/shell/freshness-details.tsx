"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateText } from "@/components/ui/display/date-text";
import type { Failure } from "@/lib/core/errors/errors";
import { useFailureText } from "./failure";
import { ProgressBar } from "./progress-bar";

export type SyncStatus = {
  state: "idle" | "running" | "failed";
  lastSyncedAt: string | null;
  backfill: { doneDays: number; totalDays: number; remainingSeconds: number | null } | null;
  failure: Failure | null;
  unavailable: string[];
};

type Props = { status: SyncStatus; syncNow?: ReactNode };

export function FreshnessDetails({ status, syncNow }: Props) {
  const t = useTranslations("sync");
  const format = useFormatter();
  const toText = useFailureText();
  const { backfill, failure } = status;
  return (
    <>
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
    </>
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
