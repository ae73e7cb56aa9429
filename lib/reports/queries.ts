import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { CostReport } from "./schema";
import type { CostQuery } from "./search-params";

/** How often a picture that is still growing is asked for again. */
const backfillMs = 3_000;

export function costQuery({ from, to, group, granularity }: CostQuery) {
  const search = new URLSearchParams({ from, to, group, granularity });
  return queryOptions({
    queryKey: ["cost", { from, to, group, granularity }],
    queryFn: ({ signal }) => fetchDoor<CostReport>(`/api/cost?${search}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.missingDays ? backfillMs : false),
  });
}
