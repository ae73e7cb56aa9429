"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { RangeCalendar } from "@/components/ui/range-calendar";
import { type DayRange, toPresetRange } from "@/lib/reports/search-params";
import { rangePresets } from "@/lib/reports/vocabulary";
import type { RangeProps } from "./range-picker";

/** Loaded when it is opened: the calendar is not part of the first picture. */
export function RangePanel({ search, range, today, onChange }: RangeProps) {
  const t = useTranslations("reports");
  const panel = useRef<HTMLDivElement>(null);
  const preset = toPresetRange(search.range, today);
  const isOwn = range.from !== preset.from || range.to !== preset.to;
  const change = (next: Parameters<typeof onChange>[0]) => {
    panel.current?.closest<HTMLElement>("[popover]")?.hidePopover();
    onChange(next);
  };
  const takeOwn = ({ from, to }: DayRange) => change({ range: search.range, from, to, granularity: null });
  return (
    <div ref={panel} className="grid gap-4 sm:grid-cols-[9rem_1fr]">
      <ul aria-label={t("presets")} className="max-sm:flex max-sm:flex-wrap">
        {rangePresets.map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-pressed={!isOwn && one === search.range}
              onClick={() => change({ range: one, from: null, to: null, granularity: null })}
              className={clsx(
                "h-7 w-full rounded-sm px-2 text-left text-sm hover:bg-sunken",
                "aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent",
              )}
            >
              {t(`ranges.${one}`)}
            </button>
          </li>
        ))}
      </ul>
      <div className="grid gap-3">
        <OwnDays key={`${range.from} ${range.to}`} range={range} max={today} onApply={takeOwn} />
        <RangeCalendar value={range} max={today} onChange={takeOwn} />
      </div>
    </div>
  );
}

type OwnProps = { range: DayRange; max: string; onApply: (range: DayRange) => void };

/** For those who would rather type. */
function OwnDays({ range, max, onApply }: OwnProps) {
  const t = useTranslations("reports");
  const [days, setDays] = useState(range);
  const input = (end: keyof DayRange) => (
    <Input
      type="date"
      aria-label={t(end)}
      required
      value={days[end]}
      min={end === "to" ? days.from : undefined}
      max={end === "from" ? days.to : max}
      onChange={({ target }) => setDays({ ...days, [end]: target.value })}
      className="min-w-0 px-1.5! text-sm!"
    />
  );
  return (
    <form
      className="grid grid-cols-2 gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(days);
      }}
    >
      {input("from")}
      {input("to")}
      <Button type="submit" className="col-span-2">
        {t("apply")}
      </Button>
    </form>
  );
}
