"use client";

import { useQueryStates } from "nuqs";
import { useBreakdownControls } from "@/components/reports/shared/use-breakdown-controls";
import type { Currency } from "@/lib/money";
import { costSearchParams, toCostQuery } from "@/lib/reports/cost/search-params";
import { listUrl } from "@/lib/search-params";

export type ShownCost = ReturnType<typeof useCostControls>["shown"];

export function useCostControls(today: string) {
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const onCurrency = (currency: Currency) => setSearch({ currency });
  const { controls, shown } = useBreakdownControls({ search, setSearch, toQuery: toCostQuery, today });
  return { controls: { ...controls, onCurrency }, shown };
}
