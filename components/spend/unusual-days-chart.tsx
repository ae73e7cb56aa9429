"use client";

import { useTranslations } from "next-intl";
import type { Note } from "@/components/charts/series";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useMoney } from "@/components/ui/display/money";
import { type Currency, toPixelsValue } from "@/lib/core/money/money";
import type { UnusualDay, UnusualDays } from "@/lib/money/spend/change-schema";
import { UnusualDayText } from "./unusual-day-list";
import { useChangeName } from "./use-change-name";

const labelDigits = 3;

export function UnusualDaysChart({ found }: { found: UnusualDays }) {
  const t = useTranslations("spend.changes");
  const money = useMoney();
  const notes = useNotes(found.currency)(found.unusualDays);
  return (
    <StackedBars
      label={t("chart")}
      series={[{ id: "cost", name: t("cost") }]}
      points={found.days.map(({ day, cents }) => ({
        day,
        values: [cents],
        note: notes.get(day),
      }))}
      names={{ mark: found.unusualDays.length > 0 ? t("mark") : undefined }}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      today={found.today}
      className="h-56"
    />
  );
}

/** By day: the difference as a label, with the workspace if one alone drove it, and the rest as text. */
export function useNotes(
  currency?: Currency,
): (unusualDays: readonly UnusualDay[]) => ReadonlyMap<string, Note> {
  const money = useMoney(currency);
  const toName = useChangeName("workspace");
  const toLabel = ({ drivers: [driver, ...others], differenceCents }: UnusualDay) => {
    const only = others.length === 0 ? driver : undefined;
    const drawn = toPixelsValue(only?.differenceCents ?? differenceCents);
    const rounded = Number(drawn.toPrecision(labelDigits));
    const difference = `${drawn > 0 ? "+" : ""}${money.formatShort(rounded)}`;
    return only ? `\u2068${toName(only)}\u2069 ${difference}` : difference;
  };
  return (unusualDays) =>
    new Map(
      unusualDays.map((unusualDay) => [
        unusualDay.day,
        { label: toLabel(unusualDay), text: <UnusualDayText unusualDay={unusualDay} /> },
      ]),
    );
}
