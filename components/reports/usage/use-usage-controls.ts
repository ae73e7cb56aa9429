"use client";

import { useQueryStates } from "nuqs";
import { toControls } from "@/components/reports/shared/to-controls";
import {
  canBeHours,
  toSourceSearch,
  toUsageQuery,
  type UsageGroup,
  usageSearchParams,
} from "@/lib/reports/usage/search-params";
import type { UsageSource } from "@/lib/reports/vocabulary";
import { listUrl } from "@/lib/search-params";

export function useUsageControls(today: string) {
  const [search, setSearch] = useQueryStates(usageSearchParams, listUrl);
  const query = toUsageQuery(search, today);
  const onSource = (source: UsageSource) => setSearch(toSourceSearch(query, source));
  const { controls, onDrill } = toControls<UsageGroup>({ search, setSearch, query, today });
  const filter = { ...(query.kinds.length > 0 && { kind: query.kinds }), ...query.filter };
  const shown = { ...controls, query: { ...query, filter }, canBeHours: canBeHours(query) };
  return { query, controls: shown, onDrill, onSource };
}
