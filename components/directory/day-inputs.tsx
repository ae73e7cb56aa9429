"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Input } from "@/components/ui/controls/input";
import { ToggleButton } from "@/components/ui/controls/toggle-button";
import { addDays } from "@/lib/core/format/calendar";
import { toZonedDay } from "@/lib/core/format/zone";

/** Of days that have their own date: the last 24 hours are in two of them. */
const presets = [2, 7, 30];

type Props = {
  from: string | null;
  to: string | null;
  zone: string;
  onChange: (days: { from?: string | null; to?: string | null }) => void;
};

export function DayInputs({ from, to, zone, onChange }: Props) {
  const t = useTranslations("activity");
  const today = toZonedDay(new Date(), zone);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-1.5">
        {presets.map((days) => {
          const since = addDays(today, 1 - days);
          return (
            <ToggleButton
              key={days}
              isOn={from === since && to === null}
              onToggle={(isOn) => onChange({ from: isOn ? since : null, to: null })}
            >
              {t("lastDays", { days })}
            </ToggleButton>
          );
        })}
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Day label={t("from")} value={from} max={to} onChange={(day) => onChange({ from: day })} />
        <Day label={t("to")} value={to} min={from} onChange={(day) => onChange({ to: day })} />
      </div>
    </div>
  );
}

type DayProps = {
  label: string;
  value: string | null;
  min?: string | null;
  max?: string | null;
  onChange: (day: string | null) => void;
};

function Day({ label, value, min, max, onChange }: DayProps) {
  const id = useId();
  return (
    <span className="grid gap-1 text-ink-muted text-xs">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type="date"
        className="w-36!"
        value={value ?? ""}
        min={min ?? undefined}
        max={max ?? undefined}
        onChange={({ target }) => onChange(target.value || null)}
      />
    </span>
  );
}
