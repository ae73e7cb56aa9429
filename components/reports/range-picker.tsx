"use client";

import { CalendarDays, ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { WhenOpen } from "@/components/ui/when-open";
import { formatDay } from "@/lib/format";
import { type DayRange, type PeriodSearch, toPresetRange } from "@/lib/reports/search-params";

const RangePanel = dynamic(() => import("./range-panel").then((file) => file.RangePanel), {
  ssr: false,
  loading: () => <Skeleton className="h-72 w-full" />,
});

export type RangeProps = {
  search: PeriodSearch;
  range: DayRange;
  /** The newest day that can be chosen, a UTC day. */
  today: string;
  onChange: (change: Pick<PeriodSearch, "range" | "from" | "to" | "granularity">) => void;
};

/** The days of a report: a usual range, or one's own. */
export function RangePicker(props: RangeProps) {
  const { search, range, today } = props;
  const t = useTranslations("reports");
  const locale = useLocale();
  const preset = toPresetRange(search.range, today);
  const isOwn = range.from !== preset.from || range.to !== preset.to;
  const own = t("comparedWith", { from: formatDay(range.from, locale), to: formatDay(range.to, locale) });
  const name = isOwn ? own : t(`ranges.${search.range}`);
  return (
    <Popover
      label={t("rangeOf", { range: name })}
      align="start"
      triggerClass={toButtonClass()}
      className="w-108 p-3"
      trigger={
        <>
          <CalendarDays aria-hidden className="size-4 text-ink-faint" />
          {name}
          <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
        </>
      }
    >
      <WhenOpen>
        <RangePanel {...props} />
      </WhenOpen>
    </Popover>
  );
}
