"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";

const refreshMs = 30_000;
const minute = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
} as const;
const day = { day: "numeric", month: "short", year: "numeric" } as const;

type Props = {
  /** ISO 8601, or null for "never". */
  at: string | null;
  show?: "relative" | "day" | "minute";
};

/** A moment, in UTC; the full one is in the tooltip. */
export function DateText({ at, show = "relative" }: Props) {
  const t = useTranslations("ui");
  const format = useFormatter();
  // Only what is told relative to now needs a clock; a table would start one a row.
  const now = useNow(show === "relative" ? { updateInterval: refreshMs } : undefined);
  if (at === null) return t("never");

  const moment = new Date(at);
  const full = t("utc", { time: format.dateTime(moment, minute) });
  const texts = {
    relative: () => format.relativeTime(moment, isPast(moment) && moment > now ? moment : now),
    day: () => format.dateTime(moment, day),
    minute: () => full,
  };
  return (
    <time dateTime={at} title={full} className="whitespace-nowrap tabular-nums">
      {texts[show]()}
    </time>
  );
}

/** `now` moves on every 30 seconds only: what has just been must not seem to come. */
function isPast(moment: Date): boolean {
  return moment.getTime() <= Date.now();
}
