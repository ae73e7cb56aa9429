"use client";

import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { UnknownDays } from "@/components/directory/unknown-days";
import { OtherCurrencies } from "@/components/shell/currency-notes";
import { LoadingHistory } from "@/components/shell/loading-history";
import { NotReadYet } from "@/components/shell/read-history";
import { Amount } from "@/components/ui/display/amount";
import type { Overview } from "@/lib/across/overview/schema";
import { usd } from "@/lib/core/money/money";
import { Card } from "./card";
import { DeltaPill } from "./delta-pill";
import { MonthChart } from "./month-chart";
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
