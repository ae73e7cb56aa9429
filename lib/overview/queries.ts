import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import { toRefetchInterval } from "@/lib/history/queries";
import type { Overview } from "./schema";

const refreshMs = 60_000;

export function overviewQuery() {
  return queryOptions({
    queryKey: ["overview"],
    queryFn: ({ signal }) => fetchRoute<Overview>("/api/overview", signal),
    refetchInterval: toRefetchInterval(refreshMs),
  });
}
