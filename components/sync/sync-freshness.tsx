"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { Freshness } from "@/components/shell/freshness";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { toast } from "@/components/ui/overlay/toast-store";
import { syncNow } from "@/lib/sync/actions";
import { syncStatusQuery } from "@/lib/sync/queries";
import type { SyncStatus } from "@/lib/sync/schema";

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

function SyncNowButton() {
  const t = useTranslations("sync");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const sync = useWrite({
    write: (send) => send(syncNow, {}),
    onSuccess: () => toast(t("started")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["sync"] }),
  });
  return (
    <Button size="sm" isPending={sync.isPending} onClick={() => sync.mutate()}>
      {t("now")}
    </Button>
  );
}
