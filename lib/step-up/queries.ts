import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { StepUp } from "./schema";

/** Never cached: the answer is stale after a minute, and decides whether a dialog opens. */
export function stepUpQuery() {
  return queryOptions({
    queryKey: ["step-up"],
    queryFn: ({ signal }) => fetchRoute<StepUp>("/api/step-up", signal),
    staleTime: 0,
    gcTime: 0,
  });
}
