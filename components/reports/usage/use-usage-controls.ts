"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { toControls } from "@/components/reports/shared/to-controls";
import { useShown } from "@/components/reports/shared/use-shown";
import {
  canBeHours,
  toSourceSearch,
  toUsageQuery,
  type UsageGroup,
  usageSearchParams,
} from "@/lib/reports/usage/search-params";
import type { UsageSource } from "@/lib/reports/vocabulary";
import { listUrl } from "@/lib/search-params";

export type ShownUsage = ReturnType<typeof useUsageControls>["shown"];

/** `shown` follows the controls a moment later, so that a choice is painted before the chart and the tables are. */
export function useUsageControls(today: string) {
  const [search, setSearch] = useQueryStates(usageSearchParams, listUrl);
  const settled = useShown(search, (given) => toUsageQuery(given, today));
  const shown = useMemo(() => {
    const query = toUsageQuery(settled, today);
    const { onDrill } = toControls<UsageGroup>({ search: settled, setSearch, query, today });
    return { query, search: settled, today, onChange: setSearch, onDrill };
  }, [settled, today, setSearch]);
  const query = toUsageQuery(search, today);
  const { controls } = toControls<UsageGroup>({ search, setSearch, query, today });
  const onSource = (source: UsageSource) => setSearch(toSourceSearch(query, source));
  const filter = { ...(query.kinds.length > 0 && { kind: query.kinds }), ...query.filter };
  return {
    controls: { ...controls, query: { ...query, filter }, canBeHours: canBeHours(query) },
    source: { value: query.source, onChange: onSource },
    shown,
  };
}
