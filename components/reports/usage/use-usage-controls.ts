"use client";

import { useQueryStates } from "nuqs";
import { useBreakdownControls } from "@/components/reports/shared/use-breakdown-controls";
import { listUrl } from "@/lib/core/address/search-params";
import {
  canBeHours,
  toSourceSearch,
  toUsageQuery,
  usageSearchParams,
} from "@/lib/money/reports/usage/search-params";
import type { UsageSource } from "@/lib/money/reports/vocabulary";

export type ShownUsage = ReturnType<typeof useUsageControls>["shown"];

export function useUsageControls(today: string) {
  const [search, setSearch] = useQueryStates(usageSearchParams, listUrl);
  const { controls, shown } = useBreakdownControls({ search, setSearch, toQuery: toUsageQuery, today });
  const { query } = controls;
  const onSource = (source: UsageSource) => setSearch(toSourceSearch(query, source));
  const filter = { ...(query.kinds.length > 0 && { kind: query.kinds }), ...query.filter };
  return {
    controls: { ...controls, query: { ...query, filter }, canBeHours: canBeHours(query) },
    source: { value: query.source, onChange: onSource },
    shown,
  };
}
