"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { useFormatter, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import type { SyncStatus } from "./freshness-details";
import { ProgressBar } from "./progress-bar";

const FreshnessDetails = dynamic(() => import("./freshness-details").then((file) => file.FreshnessDetails), {
  ssr: false,
  loading: () => <Skeleton className="m-4 h-28" />,
});

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
  const headline = useHeadline(status);
  const { backfill } = status;
  return (
    <Popover
      label={headline}
      trigger={
        <>
          <span
            aria-hidden
            className={clsx("size-1.5 rounded-full forced-color-adjust-none", dots[status.state])}
          />
          <span className="max-sm:sr-only">{headline}</span>
          {backfill && (
            <ProgressBar label={t("history")} done={backfill.doneDays} total={backfill.totalDays} isSmall />
          )}
        </>
      }
      triggerClass="flex h-8 items-center gap-2 rounded-md px-2.5 text-ink-muted text-sm tabular-nums hover:bg-sunken hover:text-ink"
      className="w-76"
    >
      <WhenOpen>
        <FreshnessDetails status={status} syncNow={syncNow} />
      </WhenOpen>
    </Popover>
  );
}
