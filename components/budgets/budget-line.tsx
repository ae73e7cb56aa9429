"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { ChartOverlay } from "@/components/charts/chart-overlay";
import { budgetsQuery } from "@/lib/budgets/queries";
import type { Budget } from "@/lib/budgets/schema";
import { formatCents } from "@/lib/money";
import { type CostQuery, costSearchParams, costUrl, toCostQuery } from "@/lib/reports/cost-search-params";
import type { DayRange } from "@/lib/reports/search-params";
import { toLevel } from "./to-level";
import { useBudgetName } from "./use-budget-name";

/** The budget of what the cost page shows, as a line in its chart: a month's whole, or the part of shorter bars. */
export function BudgetLine({ today, children }: { today: string; children: ReactNode }) {
  const t = useTranslations("budgets.lines");
  const locale = useLocale();
  const toName = useBudgetName();
  const [search] = useQueryStates(costSearchParams, costUrl);
  const query = toCostQuery(search, today);
  const { data } = useQuery(budgetsQuery());
  const budget = data?.budgets.find((one) => isOf(one, query));
  const { granularity } = query;
  const line = budget && {
    label: t(granularity === "hour" ? "day" : granularity, {
      name: toName(budget),
      budget: formatCents(budget.cents, locale),
    }),
    toLevel: (bar: DayRange) => (granularity === "month" ? budget.cents : toLevel(budget.cents, bar)),
  };
  return <ChartOverlay line={line}>{children}</ChartOverlay>;
}

/** Of everything the organisation's, of one workspace its own; of other parts there is none. */
function isOf({ scope, workspaceId }: Budget, { filter }: CostQuery): boolean {
  const dimensions = Object.keys(filter);
  if (dimensions.length === 0) return scope === "organization";
  const [chosen, ...others] = filter.workspace ?? [];
  return dimensions.length === 1 && others.length === 0 && scope === "workspace" && workspaceId === chosen;
}
