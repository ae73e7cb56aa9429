"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { OtherCurrencies } from "@/components/shell/currency-choice";
import { LoadingText } from "@/components/shell/loading-history";
import { useMoney } from "@/components/ui/display/money";
import { formatShare } from "@/lib/format";
import { toChange, toShare, usd } from "@/lib/money";
import type { Overview } from "@/lib/overview/schema";
import { spendMonthQuery } from "@/lib/spend/queries";
import { Tile } from "./tile";
import { ForecastTrendChart, SpendTrendChart } from "./trend-chart";

export function SpendTiles({ budget: given }: Pick<Overview, "budget">) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { data: month } = useQuery(spendMonthQuery());
  const money = useMoney(month?.currency);
  if (!month || month.loading?.isUnavailable) return null;
  const { forecast, cents, lastToDateCents } = month;
  const budget = month.currency === usd ? given : null;
  const change = lastToDateCents === null || cents === null ? null : toChange(lastToDateCents, cents);
  const loading = month.loading && <LoadingText loading={month.loading} />;
  const isKnown = forecast !== null && forecast.lowCents !== null && forecast.highCents !== null;
  return (
    <>
      <Tile
        label={t("spend")}
        href="/cost"
        value={cents === null ? "–" : money.format(cents)}
        note={
          change === null
            ? loading
            : t("sinceLastMonth", { change: `${change > 0 ? "+" : ""}${formatShare(change, locale)}` })
        }
        trend={month.days.length > 0 && <SpendTrendChart days={month.days} />}
      />
      <Tile
        label={t("forecast")}
        href={budget ? `/cost/budgets?budget=${budget.id}` : "/cost/budgets"}
        value={forecast ? money.format(forecast.cents) : "–"}
        note={
          forecast === null
            ? loading
            : budget
              ? t("ofBudget", {
                  share: formatShare(toShare(forecast.cents, budget.cents), locale),
                  budget: money.format(budget.cents),
                })
              : isKnown &&
                t("range", {
                  low: money.format(forecast.lowCents ?? "0"),
                  high: money.format(forecast.highCents ?? "0"),
                })
        }
        trend={month.course.now.length > 0 && <ForecastTrendChart month={month} budget={budget} />}
      />
    </>
  );
}

export function SpendNote() {
  const { data: month } = useQuery(spendMonthQuery());
  return month ? <OtherCurrencies shown={month} /> : null;
}
