import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { StepUp } from "./schema";

/** Never cached: the answer is stale after a minute, and decides whether a dialog opens. */
export function stepUpQuery() {
  return queryOptions({
    queryKey: ["step-up"],
    queryFn: ({ signal }) => fetchDoor<StepUp>("/api/step-up", signal),
    staleTime: 0,
    gcTime: 0,
  });
}
