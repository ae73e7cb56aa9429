"use client";

import { useQueryStates } from "nuqs";
import { useDeferredValue, useMemo } from "react";
import { toControls } from "@/components/reports/shared/to-controls";
import type { Currency } from "@/lib/money";
import type { CostDimension } from "@/lib/reports/cost/dimensions";
import { costSearchParams, toCostQuery } from "@/lib/reports/cost/search-params";
import { listUrl } from "@/lib/search-params";

export type ShownCost = ReturnType<typeof useCostControls>["shown"];

/** `shown` follows the controls a moment later, so that a choice is painted before the chart and the tables are. */
export function useCostControls(today: string) {
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const later = useDeferredValue(search);
  const shown = useMemo(() => {
    const query = toCostQuery(later, today);
    const { onDrill } = toControls<CostDimension>({ search: later, setSearch, query, today });
    return { query, search: later, onChange: setSearch, onDrill };
  }, [later, today, setSearch]);
  const query = toCostQuery(search, today);
  const { controls } = toControls<CostDimension>({ search, setSearch, query, today });
  const onCurrency = (currency: Currency) => setSearch({ currency });
  return { controls, shown, onCurrency };
}
