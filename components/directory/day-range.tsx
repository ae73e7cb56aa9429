"use client";

import { CalendarDays } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { utc } from "@/i18n/utc";
import { formatDay, formatSpan } from "@/lib/core/format/format";

const DayInputs = onDemand(
  () => import("./day-inputs").then((file) => file.DayInputs),
  () => <div className="h-13 w-75 pointer-coarse:h-16" />,
);

type Days = { from: string | null; to: string | null };
type Props = Days & { onChange: (days: Partial<Days> & { zone: string }) => void };

/** Both days are the reader's and inclusive; an empty one means no limit. */
export function DayRange({ from, to, onChange }: Props) {
  const zone = useTimeZone() ?? utc;
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
        <DayInputs from={from} to={to} zone={zone} onChange={(days) => onChange({ ...days, zone })} />
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
