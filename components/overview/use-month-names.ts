import { useFormatter } from "next-intl";
import { addMonths } from "@/lib/core/format/calendar";

export function useMonthNames(month: string): { now: string; before: string } {
  const format = useFormatter();
  const toName = (day: string) => format.dateTime(new Date(day), { month: "long", timeZone: "UTC" });
  return { now: toName(`${month}-01`), before: toName(addMonths(`${month}-01`, -1)) };
}
