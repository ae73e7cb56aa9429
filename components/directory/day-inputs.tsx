"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Input } from "@/components/ui/controls/input";

type Props = {
  from: string | null;
  to: string | null;
  onChange: (days: { from?: string | null; to?: string | null }) => void;
};

export function DayInputs({ from, to, onChange }: Props) {
  const t = useTranslations("activity");
  return (
    <div className="grid grid-cols-2 gap-3">
      <Day label={t("from")} value={from} max={to} onChange={(day) => onChange({ from: day })} />
      <Day label={t("to")} value={to} min={from} onChange={(day) => onChange({ to: day })} />
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
