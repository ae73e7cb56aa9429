import { useLocale } from "next-intl";
import { formatDay } from "@/lib/core/format/format";

/** A UTC day, such as that of a report, which is the same for every reader. */
export function DayText({ day }: { day: string }) {
  return (
    <time dateTime={day} className="whitespace-nowrap tabular-nums">
      {formatDay(day, useLocale())}
    </time>
  );
}
