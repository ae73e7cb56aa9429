"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { ChartOverlay } from "@/components/charts/chart-overlay";
import { useMoney } from "@/components/ui/display/money";
import { listUrl } from "@/lib/core/address/search-params";
import type { DayRange } from "@/lib/core/format/calendar";
import { budgetsQuery } from "@/lib/money/budgets/queries";
import { costSearchParams, toCostQuery } from "@/lib/money/reports/cost/search-params";
import { findBudget } from "./find-budget";
import { toLevel } from "./to-level";
import { useBudgetName } from "./use-budget-name";

/** Draws the budget as a line in the cost chart: whole where bars are its period, prorated otherwise. */
export function BudgetLine({ today, children }: { today: string; children: ReactNode }) {
  const t = useTranslations("budgets");
  const money = useMoney();
  const toName = useBudgetName();
  const [search] = useQueryStates(costSearchParams, listUrl);
  const query = toCostQuery(search, today);
  const { data } = useQuery(budgetsQuery());
  const budget = findBudget(data?.budgets ?? [], query.filter);
  const { granularity } = query;
  const bar = granularity === "hour" ? "day" : granularity;
  const isWhole = granularity === budget?.period;
  const line = budget && {
    label: t(`lines.${isWhole ? "whole" : bar}`, {
      name: toName(budget),
      budget: money.format(budget.cents),
      period: t(`periodNouns.${budget.period}`),
    }),
    toLevel: (days: DayRange) => (isWhole ? budget.cents : toLevel(budget, days)),
  };
  return <ChartOverlay line={line}>{children}</ChartOverlay>;
}
