"use client";

import clsx from "clsx";
import { useFormatter, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import type { SyncStatus } from "./freshness-details";
import { ProgressBar } from "./progress-bar";

const FreshnessDetails = onDemand(
  () => import("./freshness-details").then((file) => file.FreshnessDetails),
  () => <Skeleton className="m-4 h-28" />,
);

const refreshMs = 15_000;
const longestMs = 59_000;
const dots = { idle: "bg-good", running: "animate-pulse bg-chart-1", failed: "bg-danger" };

/** With the longest text that usually follows, so that what is beside it doesn't move. */
function useHeadline({ state, lastSyncedAt }: SyncStatus): { text: string; longest: string } {
  const t = useTranslations("sync");
  const format = useFormatter();
  const now = useNow({ updateInterval: refreshMs });
  const toText = (at: Date) => t("synced", { ago: format.relativeTime(at, now) });
  const longest = toText(new Date(now.getTime() - longestMs));
  if (state === "failed") return { text: t("failed"), longest };
  if (lastSyncedAt === null) return { text: t(state === "running" ? "running" : "never"), longest };
  return { text: toText(new Date(lastSyncedAt)), longest };
}

export function Freshness({ status, syncNow }: { status: SyncStatus; syncNow?: ReactNode }) {
  const t = useTranslations("sync");
  const { text, longest } = useHeadline(status);
  const { backfill } = status;
  return (
    <Popover
      label={text}
      trigger={
        <>
          <span
            aria-hidden
            className={clsx("size-1.5 rounded-full forced-color-adjust-none", dots[status.state])}
          />
          <span className="grid text-left *:col-start-1 *:row-start-1 max-sm:sr-only lg:max-xl:group-has-[aside]/bar:sr-only">
            <span aria-hidden className="invisible">
              {longest}
            </span>
            <span>{text}</span>
          </span>
          {backfill && (
            <span className="absolute inset-x-2.5 bottom-0.5">
              <ProgressBar label={t("history")} done={backfill.doneDays} total={backfill.totalDays} />
            </span>
          )}
        </>
      }
      triggerClass="relative flex h-8 shrink-0 whitespace-nowrap pointer-coarse:h-11 pointer-coarse:min-w-11 items-center justify-center gap-2 rounded-md px-2.5 text-ink-muted text-sm tabular-nums hover:bg-sunken hover:text-ink"
      className="w-76"
    >
      <WhenOpen>
        <FreshnessDetails status={status} syncNow={syncNow} />
      </WhenOpen>
    </Popover>
  );
}
