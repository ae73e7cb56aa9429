"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { toControls } from "@/components/reports/shared/to-controls";
import { useShown } from "@/components/reports/shared/use-shown";
import type { Currency } from "@/lib/money";
import type { CostDimension } from "@/lib/reports/cost/dimensions";
import { costSearchParams, toCostQuery } from "@/lib/reports/cost/search-params";
import { listUrl } from "@/lib/search-params";

export type ShownCost = ReturnType<typeof useCostControls>["shown"];

/** `shown` follows the controls a moment later, so that a choice is painted before the chart and the tables are. */
export function useCostControls(today: string) {
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const settled = useShown(search, (given) => toCostQuery(given, today));
  const shown = useMemo(() => {
    const query = toCostQuery(settled, today);
    const { onDrill } = toControls<CostDimension>({ search: settled, setSearch, query, today });
    return { query, search: settled, onChange: setSearch, onDrill };
  }, [settled, today, setSearch]);
  const query = toCostQuery(search, today);
  const { controls } = toControls<CostDimension>({ search, setSearch, query, today });
  const onCurrency = (currency: Currency) => setSearch({ currency });
  return { controls, shown, onCurrency };
}
