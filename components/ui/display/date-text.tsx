"use client";

import clsx from "clsx";
import {
  NextIntlClientProvider,
  useFormatter,
  useLocale,
  useNow,
  useTimeZone,
  useTranslations,
} from "next-intl";
import type { ReactNode } from "react";
import { utc } from "@/i18n/utc";
import { formatMoment } from "@/lib/core/format/format";

const refreshMs = 30_000;

type Props = {
  at: string | null;
  show?: "relative" | "day" | "minute";
};

/** In the reader's zone; the tooltip shows the full time, and that in UTC. */
export function DateText({ at, show = "relative" }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const zone = useTimeZone() ?? utc;
  if (at === null) return t("never");

  const moment = new Date(at);
  const full = formatMoment(moment, locale, "minute", zone);
  const inUtc = formatMoment(moment, locale, "minute", utc);
  return (
    <time
      dateTime={at}
      title={full === inUtc ? full : `${full} · ${inUtc}`}
      data-utc={inUtc}
      className={clsx(
        "whitespace-nowrap tabular-nums",
        // On paper a time is absolute, because nobody knows when and where a page was printed.
        show !== "day" && "print:before:content-[attr(data-utc)]",
      )}
    >
      {show === "day" ? (
        formatMoment(moment, locale, "day", zone)
      ) : (
        <span className="print:hidden">{show === "minute" ? full : <RelativeText moment={moment} />}</span>
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

/** For documents, which read the same everywhere. */
export function InUtc({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider locale={useLocale()} timeZone={utc}>
      {children}
    </NextIntlClientProvider>
  );
}
