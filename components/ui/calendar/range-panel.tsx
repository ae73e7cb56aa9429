"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { Input } from "@/components/ui/controls/input";
import { RangeCalendar } from "./range-calendar";

export type Range = { from: string; to: string };

export type RangeProps<Preset extends string> = {
  label: string;
  presets: readonly { value: Preset; label: string }[];
  preset: Preset | null;
  range: Range;
  max: string;
  onChange: (chosen: { preset: Preset } | { range: Range }) => void;
};

/** Loaded on first open, so that the calendar isn't in the initial bundle. */
export function RangePanel({ presets, preset, range, max, onChange }: Omit<RangeProps<string>, "label">) {
  const t = useTranslations("ui.range");
  const panel = useRef<HTMLDivElement>(null);
  const change = (chosen: Parameters<typeof onChange>[0]) => {
    panel.current?.closest<HTMLElement>("[popover]")?.hidePopover();
    onChange(chosen);
  };
  const takeOwn = (own: Range) => change({ range: own });
  return (
    <div ref={panel} className="grid gap-4 sm:grid-cols-[9rem_1fr]">
      <ul aria-label={t("presets")} className="max-sm:flex max-sm:flex-wrap">
        {presets.map(({ value, label }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={value === preset}
              onClick={() => change({ preset: value })}
              className={clsx(
                "min-h-7 pointer-coarse:min-h-11 w-full rounded-sm px-2 text-left text-sm hover:bg-sunken",
                "aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent forced-colors:aria-pressed:outline forced-colors:aria-pressed:-outline-offset-1",
              )}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
      <div className="grid gap-3">
        <OwnDays key={`${range.from} ${range.to}`} range={range} max={max} onApply={takeOwn} />
        <RangeCalendar value={range} max={max} onChange={takeOwn} />
      </div>
    </div>
  );
}

type OwnProps = { range: Range; max: string; onApply: (range: Range) => void };

function OwnDays({ range, max, onApply }: OwnProps) {
  const t = useTranslations("ui.range");
  const [days, setDays] = useState(range);
  const input = (end: keyof Range) => (
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
