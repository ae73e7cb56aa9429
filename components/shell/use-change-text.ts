"use client";

import { useLocale, useTranslations } from "next-intl";
import { addDays, countDays, type DayRange } from "@/lib/core/format/calendar";
import { formatChange, formatSpan } from "@/lib/core/format/format";
import { toChange } from "@/lib/core/money/money-math";

type Given = {
  before: string;
  after: string;
  days: { before: DayRange; after: DayRange };
  /** Counts what counts once in a period, such as people, however long it is. */
  isDistinct?: boolean | undefined;
};

const daysOfWeek = 7;

/** The days between two periods where each day is compared with the same weekday; 0 where it isn't. */
export function countSkippedDays({ before, after }: Given["days"]): number {
  const isAligned = (countDays({ from: before.from, to: after.from }) - 1) % daysOfWeek === 0;
  return isAligned && before.to < after.from
    ? countDays({ from: before.to, to: addDays(after.from, -1) }) - 1
    : 0;
}

/** Null if there is nothing to compare with. */
export function toChangeOfPeriods({ before, after, days, isDistinct = false }: Given) {
  const counts = { before: countDays(days.before), after: countDays(days.after) };
  const isPerDay = !isDistinct && counts.before !== counts.after;
  const change = toChange(before, after, isPerDay ? counts : undefined);
  return change === null ? null : { change, isPerDay };
}

/** Periods of different lengths are compared per day, and say so. */
export function useChangeText(): {
  /** Such as "+5%"; null if there is nothing to compare with. */
  toText: (given: Given) => string | null;
  /** What is compared with what. */
  toDefinition: (days: Given["days"], isDistinct?: boolean) => string;
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
    toText: (given) => {
      const found = toChangeOfPeriods(given);
      if (found === null) return null;
      const text = formatChange(found.change, locale);
      return found.isPerDay ? t("perDay", { change: text }) : text;
    },
    toDefinition: (days, isDistinct = false) => {
      const counts = count(days);
      const spans = { before: formatSpan(days.before, locale), after: formatSpan(days.after, locale) };
      return counts.before === counts.after
        ? [t("sameLength", spans), toSkipped(days)].filter(Boolean).join(" ")
        : t(isDistinct ? "otherLengthDistinct" : "otherLength", {
            ...spans,
            beforeDays: counts.before,
            afterDays: counts.after,
          });
    },
  };
}
