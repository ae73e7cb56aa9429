"use client";

import clsx from "clsx";
import { useFormatter, useLocale, useNow, useTranslations } from "next-intl";
import { formatMoment } from "@/lib/core/format/format";

const refreshMs = 30_000;

type Props = {
  at: string | null;
  show?: "relative" | "day" | "minute";
};

/** In UTC; the tooltip shows the full time. */
export function DateText({ at, show = "relative" }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  if (at === null) return t("never");

  const moment = new Date(at);
  const full = t("utc", { time: formatMoment(moment, locale, "minute") });
  return (
    <time
      dateTime={at}
      title={full}
      className={clsx(
        "whitespace-nowrap tabular-nums",
        // On paper a time is absolute, because nobody knows when a page was printed.
        show === "relative" && "print:before:content-[attr(title)]",
      )}
    >
      {show === "day" && formatMoment(moment, locale, "day")}
      {show === "minute" && full}
      {show === "relative" && (
        <span className="print:hidden">
          <RelativeText moment={moment} />
        </span>
      )}
    </time>
  );
}

/** Apart, because only relative times need a clock; a table would start one per row. */
function RelativeText({ moment }: { moment: Date }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: refreshMs });
  return format.relativeTime(moment, isPast(moment) && moment > now ? moment : now);
}

function isPast(moment: Date): boolean {
  return moment.getTime() <= Date.now();
}
