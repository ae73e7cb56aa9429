"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { ChartOverlay } from "@/components/charts/chart-overlay";
import { useMoney } from "@/components/ui/display/money";
import { budgetsQuery } from "@/lib/budgets/queries";
import type { DayRange } from "@/lib/calendar";
import { costSearchParams, toCostQuery } from "@/lib/reports/cost/search-params";
import { listUrl } from "@/lib/search-params";
import { findBudget } from "./find-budget";
import { toLevel } from "./to-level";
import { useBudgetName } from "./use-budget-name";

/** Draws the budget as a line in the cost chart: whole for months, prorated for shorter bars. */
export function BudgetLine({ today, children }: { today: string; children: ReactNode }) {
  const t = useTranslations("budgets.lines");
  const money = useMoney();
  const toName = useBudgetName();
  const [search] = useQueryStates(costSearchParams, listUrl);
  const query = toCostQuery(search, today);
  const { data } = useQuery(budgetsQuery());
  const budget = findBudget(data?.budgets ?? [], query.filter);
  const { granularity } = query;
  const line = budget && {
    label: t(granularity === "hour" ? "day" : granularity, {
      name: toName(budget),
      budget: money.format(budget.cents),
    }),
    toLevel: (bar: DayRange) => (granularity === "month" ? budget.cents : toLevel(budget.cents, bar)),
  };
  return <ChartOverlay line={line}>{children}</ChartOverlay>;
}
