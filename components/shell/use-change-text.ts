"use client";

import { useLocale, useTranslations } from "next-intl";
import { countDays, type DayRange } from "@/lib/calendar";
import { formatChange, formatSpan } from "@/lib/format";
import { toChange } from "@/lib/money-math";

type Given = { before: string; after: string; days: { before: DayRange; after: DayRange } };

/** Periods of different lengths are compared per day, and say so. */
export function useChangeText(): {
  /** Such as "+5%"; null if there is nothing to compare with. */
  toText: (given: Given) => string | null;
  /** What is compared with what. */
  toDefinition: (days: Given["days"]) => string;
} {
  const t = useTranslations("ui.change");
  const locale = useLocale();
  const count = ({ before, after }: Given["days"]) => ({
    before: countDays(before),
    after: countDays(after),
  });
  return {
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
        ? t("sameLength", spans)
        : t("otherLength", { ...spans, beforeDays: counts.before, afterDays: counts.after });
    },
  };
}
