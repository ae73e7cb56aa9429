"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { formatShare } from "@/lib/format";
import { formatCents, toChange, toShare } from "@/lib/money";
import type { Overview } from "@/lib/overview/schema";
import { spendMonthQuery } from "@/lib/spend/queries";
import { Tile } from "./tile";
import { ForecastTrendChart, SpendTrendChart } from "./trend-chart";

/** The month so far, where it is going, and what that is of the organisation's budget. */
export function SpendTiles({ budget }: Pick<Overview, "budget">) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { data: month } = useQuery(spendMonthQuery());
  if (!month) return null;
  const change = month.lastToDateCents === null ? null : toChange(month.lastToDateCents, month.cents);
  const { forecast } = month;
  const isKnown = forecast !== null && forecast.lowCents !== null && forecast.highCents !== null;
  return (
    <>
      <Tile
        label={t("spend")}
        href="/cost"
        value={formatCents(month.cents, locale)}
        note={
          change !== null &&
          t("sinceLastMonth", { change: `${change > 0 ? "+" : ""}${formatShare(change, locale)}` })
        }
        trend={<SpendTrendChart days={month.days} />}
      />
      <Tile
        label={t("forecast")}
        href={budget ? `/cost/budgets?budget=${budget.id}` : "/cost/budgets"}
        value={forecast ? formatCents(forecast.cents, locale) : "–"}
        note={
          budget && forecast
            ? t("ofBudget", {
                share: formatShare(toShare(forecast.cents, budget.cents), locale),
                budget: formatCents(budget.cents, locale),
              })
            : isKnown &&
              t("range", {
                low: formatCents(forecast.lowCents ?? "0", locale),
                high: formatCents(forecast.highCents ?? "0", locale),
              })
        }
        trend={<ForecastTrendChart month={month} budget={budget} />}
      />
    </>
  );
}
