"use client";

import { CalendarDays } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { Input } from "@/components/ui/controls/input";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { formatDay, formatSpan } from "@/lib/format";

type Days = { from: string | null; to: string | null };
type Props = Days & { onChange: (days: Partial<Days>) => void };

/** Both days are UTC and inclusive; an empty one means no limit. */
export function DayRange({ from, to, onChange }: Props) {
  const t = useTranslations("activity");
  const chosen = useDaysName({ from, to });
  return (
    <Popover
      label={chosen ? `${t("days")}: ${chosen}` : t("days")}
      align="start"
      triggerClass={toButtonClass(chosen ? "chosen" : "chip")}
      className="p-3"
      trigger={
        <>
          <CalendarDays aria-hidden className="size-4 opacity-70" />
          {chosen ?? t("days")}
        </>
      }
    >
      <WhenOpen>
        <div className="grid grid-cols-2 gap-3">
          <Day label={t("from")} value={from} max={to} onChange={(day) => onChange({ from: day })} />
          <Day label={t("to")} value={to} min={from} onChange={(day) => onChange({ to: day })} />
        </div>
      </WhenOpen>
    </Popover>
  );
}

function useDaysName({ from, to }: Days): string | undefined {
  const t = useTranslations("activity");
  const locale = useLocale();
  if (from && to) return formatSpan({ from, to }, locale);
  if (from) return t("since", { day: formatDay(from, locale) });
  return to ? t("until", { day: formatDay(to, locale) }) : undefined;
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
