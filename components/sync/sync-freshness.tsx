"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Freshness } from "@/components/shell/freshness";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { syncStatusQuery } from "@/lib/across/sync/queries";
import type { SyncStatus } from "@/lib/across/sync/schema";

const SyncNowButton = onDemand(
  () => import("./sync-now-button").then((file) => file.SyncNowButton),
  () => <Skeleton className="h-7 w-20" />,
);

export function SyncFreshness({ canSync }: { canSync: boolean }) {
  const { data } = useQuery(syncStatusQuery());
  const t = useTranslations("capabilities.names");
  return data ? (
    <Freshness
      status={{ ...toView(data), unavailable: data.unavailable.map((part) => t(part)) }}
      syncNow={canSync && <SyncNowButton />}
    />
  ) : null;
}

function toView(status: SyncStatus): Omit<ComponentProps<typeof Freshness>["status"], "unavailable"> {
  const { reports, error, isRunning, lastSyncedAt } = status;
  const isComplete = reports.done >= reports.total;
  return {
    state: error ? "failed" : isRunning ? "running" : "idle",
    lastSyncedAt,
    backfill: isComplete
      ? null
      : { doneDays: reports.done, totalDays: reports.total, remainingSeconds: reports.etaSeconds },
    failure: error,
  };
}
