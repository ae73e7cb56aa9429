"use client";

import { CalendarDays, ChevronDown } from "lucide-react";
import { useLocale } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { formatSpan } from "@/lib/core/format/format";
import type { Range, RangeProps } from "./range-panel";

const RangePanel = onDemand(
  () => import("./range-panel").then((file) => file.RangePanel),
  () => <Skeleton className="h-72 w-full" />,
);

type Props<Preset extends string> = RangeProps<Preset> & {
  /** Where it is the only range, it says by itself what it is, as days always do. */
  isLabelVisible?: boolean;
};

export function RangePicker<Preset extends string>(props: Props<Preset>) {
  const { label, presets, preset, range, isLabelVisible = true, onChange } = props;
  const locale = useLocale();
  const name = presets.find(({ value }) => value === preset)?.label ?? formatSpan(range, locale);
  const change = (chosen: { preset: string } | { range: Range }) => {
    if ("range" in chosen) return onChange(chosen);
    const found = presets.find(({ value }) => value === chosen.preset);
    if (found) onChange({ preset: found.value });
  };
  return (
    <Popover
      label={`${label}: ${name}`}
      align="start"
      triggerClass={toButtonClass("chip")}
      className="sheet-below w-108 p-3"
      trigger={
        <>
          <CalendarDays aria-hidden className="size-4 text-ink-faint" />
          {preset !== null && isLabelVisible && <span className="text-ink-muted">{label}:</span>}
          <span className="min-w-0 truncate">{name}</span>
          <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />
        </>
      }
    >
      <WhenOpen>
        <RangePanel {...props} onChange={change} />
      </WhenOpen>
    </Popover>
  );
}
