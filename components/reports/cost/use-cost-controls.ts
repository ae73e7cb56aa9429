"use client";

import { useQueryStates } from "nuqs";
import { toControls } from "@/components/reports/shared/to-controls";
import type { Currency } from "@/lib/money";
import type { CostDimension } from "@/lib/reports/cost/dimensions";
import { costSearchParams, toCostQuery } from "@/lib/reports/cost/search-params";
import { listUrl } from "@/lib/search-params";

export function useCostControls(today: string) {
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const query = toCostQuery(search, today);
  const onCurrency = (currency: Currency) => setSearch({ currency });
  return { ...toControls<CostDimension>({ search, setSearch, query, today }), query, onCurrency };
}
