"use client";

import { CalendarDays } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { Input } from "@/components/ui/controls/input";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { formatDay } from "@/lib/core/format/format";

type Props = {
  label: string;
  value: string | null;
  /** What is shown without a day. */
  unset: string;
  min: string | null;
  max: string;
  onChange: (day: string | null) => void;
};

/** A UTC day. */
export function DayChoice({ label, value, unset, min, max, onChange }: Props) {
  const t = useTranslations("snapshots");
  const locale = useLocale();
  const id = useId();
  const shown = value ? formatDay(value, locale) : unset;
  return (
    <Popover
      label={`${label}: ${shown}`}
      align="start"
      triggerClass={toButtonClass(value ? "chosen" : "chip")}
      className="p-3"
      trigger={
        <>
          <CalendarDays aria-hidden className="size-4 opacity-70" />
          {label}: {shown}
        </>
      }
    >
      <WhenOpen>
        <span className="grid gap-1 text-ink-muted text-xs">
          <label htmlFor={id}>{t("day")}</label>
          <Input
            id={id}
            type="date"
            className="w-36!"
            value={value ?? ""}
            min={min ?? undefined}
            max={max}
            onChange={({ target }) => onChange(target.value || null)}
          />
        </span>
      </WhenOpen>
    </Popover>
  );
}
