"use client";

import clsx from "clsx";
import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { CumulativeDay } from "@/components/charts/cumulative-day";
import { CumulativeLines } from "@/components/charts/cumulative-lines";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { UnknownDays } from "@/components/directory/unknown-days";
import { OtherCurrencies } from "@/components/shell/currency-notes";
import { LoadingHistory } from "@/components/shell/loading-history";
import { NotReadYet } from "@/components/shell/read-history";
import { useChangeText } from "@/components/shell/use-change-text";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import type { Overview } from "@/lib/across/overview/schema";
import { addDays } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import { usd } from "@/lib/core/money/money";
import { compareDecimals } from "@/lib/core/money/money-math";
import { Card } from "./card";
import { MonthFacts } from "./month-facts";
import { MonthTable } from "./month-table";
import { useMonthNames } from "./use-month-names";

type Props = Pick<Overview, "month" | "budget">;

export function MonthCard({ month, budget: given }: Props) {
  const t = useTranslations("overview.month");
  const spend = useTranslations("spend");
  // Budgets are in US dollars.
  const budget = month.currency === usd ? given : null;
  const { cents, loading } = month;
  return (
    <Card
      title={t("title", { month: useMonthNames(month.month).now })}
      note={<AmountKindBadge of="billed" />}
      href="/cost?range=this_month&include=today"
      className="gap-5 lg:col-span-8"
    >
      {/* In columns, so that no figure moves another while it grows, and with room for a note of two lines. */}
      <div className="-mt-4 grid gap-x-6 gap-y-2 sm:grid-cols-2 sm:*:min-h-23">
        <div>
          <div className="text-hero tabular-nums">
            {cents === null ? <NotReadYet /> : <Amount cents={cents} fades />}
          </div>
          <DeltaPill month={month} budget={budget} />
        </div>
        <MonthFacts month={month} budget={budget} />
      </div>
      {month.course.now.length > 0 && (
        <div className="flex flex-1 flex-col">
          <MonthChart month={month} budget={budget} />
          <MonthTable month={month} />
        </div>
      )}
      {loading && month.course.now.length === 0 && (
        // In place of the chart, its legend, and its table.
        <div className="grid h-84 items-center rounded-md bg-canvas p-6">
          <LoadingHistory loading={loading} text={spend("month.waiting")} />
        </div>
      )}
      <UnknownDays month={month} />
      <OtherCurrencies shown={month} />
    </Card>
  );
}

type DeltaPillProps = Pick<Overview, "month" | "budget">;

/** More cost is neither good nor bad, until it is more than the budget. */
function DeltaPill({ month: { cents, compared }, budget }: DeltaPillProps) {
  const t = useTranslations("overview.month");
  const locale = useLocale();
  const { toText, toDefinition } = useChangeText();
  const days = compared && { before: compared.before, after: compared.after };
  const given = compared && days && { before: compared.beforeCents, after: compared.afterCents, days };
  const text = given && toText(given);
  if (!compared || !days || !text) return null;
  const change = compareDecimals(compared.afterCents, compared.beforeCents);
  const isOver = budget !== null && cents !== null && compareDecimals(cents, budget.cents) > 0;
  const Arrow = change > 0 ? ArrowUp : change < 0 ? ArrowDown : ArrowRight;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-1 text-ink-muted text-sm">
      <span
        className={clsx(
          "inline-flex h-6 items-center gap-1 rounded-full px-2 font-medium tabular-nums",
          isOver ? "bg-danger-soft text-danger" : "bg-sunken text-ink",
        )}
      >
        <Arrow aria-hidden className="size-3.5" />
        {text}
      </span>
      {t("through", { day: formatDay(compared.after.to, locale, "short") })}
      <InfoTip about={t("difference")}>{toDefinition(days)}</InfoTip>
    </div>
  );
}

type MonthChartProps = Pick<Overview, "month" | "budget">;

function MonthChart({ month, budget }: MonthChartProps) {
  const t = useTranslations("overview.month");
  const money = useMoney();
  const names = useMonthNames(month.month);
  return (
    <CumulativeLines
      label={t(budget ? "chartWithBudget" : "chart", { currency: money.currency })}
      days={toDays(month)}
      names={{ ...names, expected: t("forecastLine"), limit: t("budget") }}
      limit={budget?.cents}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      className="max-h-140 min-h-70 flex-1"
    />
  );
}

/** The forecast's line starts where the known one ends. */
function toDays({ month, course: { days, now, last, expected } }: MonthChartProps["month"]): CumulativeDay[] {
  return Array.from({ length: days }, (_, index) => {
    const known = now[index] ?? null;
    const later = expected[index - now.length];
    const isJoint = index === now.length - 1 && expected.length > 0;
    const [low, high] = [later?.lowCents ?? null, later?.highCents ?? null];
    return {
      day: addDays(`${month}-01`, index),
      now: known,
      before: last[index] ?? null,
      expected: isJoint ? known : (later?.cents ?? null),
      band: isJoint && known !== null ? [known, known] : low !== null && high !== null ? [low, high] : null,
    };
  });
}
