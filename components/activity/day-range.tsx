"use client";

import { useTranslations } from "next-intl";
import { Input } from "@/components/ui/controls/input";

type Days = { from: string | null; to: string | null };

/** Both days are UTC and inclusive; an empty one means no limit. */
export function DayRange({ from, to, onChange }: Days & { onChange: (days: Partial<Days>) => void }) {
  const t = useTranslations("activity");
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Input
        type="date"
        aria-label={t("from")}
        title={t("from")}
        className="w-34!"
        value={from ?? ""}
        max={to ?? undefined}
        onChange={({ target }) => onChange({ from: target.value || null })}
      />
      <span aria-hidden className="text-ink-faint">
        –
      </span>
      <Input
        type="date"
        aria-label={t("to")}
        title={t("to")}
        className="w-34!"
        value={to ?? ""}
        min={from ?? undefined}
        onChange={({ target }) => onChange({ to: target.value || null })}
      />
    </span>
  );
}
