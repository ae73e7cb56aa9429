import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import { toRefetchInterval } from "@/lib/history/queries";
import type { Overview } from "./schema";

const refreshMs = 60_000;

export function overviewQuery() {
  return queryOptions({
    queryKey: ["overview"],
    queryFn: ({ signal }) => fetchDoor<Overview>("/api/overview", signal),
    refetchInterval: toRefetchInterval(refreshMs),
  });
}
