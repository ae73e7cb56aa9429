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
  at: string | null;
  show?: "relative" | "day" | "minute";
};

/** In UTC; the tooltip shows the full time. */
export function DateText({ at, show = "relative" }: Props) {
  const t = useTranslations("ui");
  const format = useFormatter();
  // Only relative times need a clock; a table would start one per row.
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

function isPast(moment: Date): boolean {
  return moment.getTime() <= Date.now();
}
