"use client";

import { useLocale, useTranslations } from "next-intl";
import { addDays, countDays, type DayRange } from "@/lib/calendar";
import { formatChange, formatSpan } from "@/lib/format";
import { toChange } from "@/lib/money-math";

type Given = { before: string; after: string; days: { before: DayRange; after: DayRange } };

const daysOfWeek = 7;

/** The days between two periods where each day is compared with the same weekday; 0 where it isn't. */
export function countSkippedDays({ before, after }: Given["days"]): number {
  const isAligned = (countDays({ from: before.from, to: after.from }) - 1) % daysOfWeek === 0;
  return isAligned && before.to < after.from
    ? countDays({ from: before.to, to: addDays(after.from, -1) }) - 1
    : 0;
}

/** Periods of different lengths are compared per day, and say so. */
export function useChangeText(): {
  /** Such as "+5%"; null if there is nothing to compare with. */
  toText: (given: Given) => string | null;
  /** What is compared with what. */
  toDefinition: (days: Given["days"]) => string;
  /** Why days between the periods aren't counted; null if none are left out. */
  toSkipped: (days: Given["days"]) => string | null;
} {
  const t = useTranslations("ui.change");
  const locale = useLocale();
  const count = ({ before, after }: Given["days"]) => ({
    before: countDays(before),
    after: countDays(after),
  });
  const toSkipped = (days: Given["days"]) => {
    const skipped = countSkippedDays(days);
    return skipped > 0 ? t("sameWeekdays", { count: skipped }) : null;
  };
  return {
    toSkipped,
    toText: ({ before, after, days }) => {
      const counts = count(days);
      const change = toChange(before, after, counts);
      if (change === null) return null;
      const text = formatChange(change, locale);
      return counts.before === counts.after ? text : t("perDay", { change: text });
    },
    toDefinition: (days) => {
      const counts = count(days);
      const spans = { before: formatSpan(days.before, locale), after: formatSpan(days.after, locale) };
      return counts.before === counts.after
        ? [t("sameLength", spans), toSkipped(days)].filter(Boolean).join(" ")
        : t("otherLength", { ...spans, beforeDays: counts.before, afterDays: counts.after });
    },
  };
}
