"use client";

import { useQueryStates } from "nuqs";
import type { Controls } from "@/components/reports/shared/breakdown-toolbar";
import { toDrill } from "@/components/reports/shared/to-drill";
import type { Currency } from "@/lib/money";
import { type CostQuery, costSearchParams, toCostQuery } from "@/lib/reports/cost/search-params";
import { type CostDimension, otherKey } from "@/lib/reports/vocabulary";
import { listUrl } from "@/lib/search-params";

export function useCostControls(today: string) {
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const query = toCostQuery(search, today);
  const controls: Controls<CostDimension, CostDimension> & { query: CostQuery } = {
    search,
    query,
    today,
    onChange: setSearch,
    onGroup: (group) => setSearch({ group }),
    onFilter: (dimension, values) => setSearch({ [dimension]: values }),
  };
  const onDrill = (part: string | null, startsOn: string | null) =>
    setSearch(
      {
        ...toDrill(query, startsOn),
        ...(part !== null && part !== otherKey && { [query.group]: [part] }),
      },
      { history: "push" },
    );
  const onCurrency = (currency: Currency) => setSearch({ currency });
  return { controls, onDrill, onCurrency };
}
