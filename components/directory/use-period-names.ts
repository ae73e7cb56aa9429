import { useFormatter, useLocale, useTranslations } from "next-intl";
import { addDays, addMonths, countDays, type DayRange, toPeriodEnd, toPeriodStart } from "@/lib/calendar";
import { formatSpan } from "@/lib/format";

type Periods = { after: DayRange; before: DayRange };

/** What people call two compared periods: months by their names, other days by their dates. */
export function usePeriodNames(today: string): (periods: Periods) => { period: string; compared: string } {
  const t = useTranslations("changeStory.periods");
  const locale = useLocale();
  const format = useFormatter();
  const toMonth = ({ from }: DayRange) =>
    format.dateTime(new Date(from), {
      month: "long",
      timeZone: "UTC",
      ...(from.slice(0, 4) !== today.slice(0, 4) && { year: "numeric" }),
    });
  return ({ after, before }) => {
    const isNext = addMonths(before.from, 1) === after.from;
    if (isMonth(after) && isMonth(before)) return { period: toMonth(after), compared: toMonth(before) };
    if (!isMonthSoFar(after, today) || !isStart(before) || !isNext)
      return { period: formatSpan(after, locale, "short"), compared: formatSpan(before, locale, "short") };
    const isSame = countDays(before) === countDays(after);
    return {
      period: t("soFar", { month: toMonth(after) }),
      compared: t(isSame ? "sameDays" : "allOf", { month: toMonth(before) }),
    };
  };
}

function isStart({ from }: DayRange): boolean {
  return toPeriodStart(from, "month") === from;
}

function isMonth(range: DayRange): boolean {
  return isStart(range) && toPeriodEnd(range.from, "month") === range.to;
}

function isMonthSoFar(range: DayRange, today: string): boolean {
  return isStart(range) && range.to === addDays(today, -1);
}
