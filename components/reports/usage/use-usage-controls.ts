"use client";

import { useQueryStates } from "nuqs";
import type { Controls } from "@/components/reports/shared/breakdown-toolbar";
import { toDrill } from "@/components/reports/shared/to-drill";
import {
  canBeHours,
  toSourceSearch,
  toUsageQuery,
  type UsageGroup,
  usageSearchParams,
} from "@/lib/reports/usage/search-params";
import { otherKey, type UsageSource } from "@/lib/reports/vocabulary";
import { listUrl } from "@/lib/search-params";

type UsageControls = Controls<UsageGroup, UsageGroup>;

export function useUsageControls(today: string) {
  const [search, setSearch] = useQueryStates(usageSearchParams, listUrl);
  const query = toUsageQuery(search, today);
  const controls: UsageControls = {
    search,
    query: query.kinds.length > 0 ? { ...query, filter: { kind: query.kinds, ...query.filter } } : query,
    canBeHours: canBeHours(query),
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
  const onSource = (source: UsageSource) => setSearch(toSourceSearch(query, source));
  return { query, controls, onDrill, onSource };
}
