import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { SyncStatus } from "./schema";

const busyMs = 2_000;
const idleMs = 30_000;

/** Polls often while something is moving, rarely otherwise. */
export function syncStatusQuery() {
  return queryOptions({
    queryKey: ["sync"],
    queryFn: ({ signal }) => fetchRoute<SyncStatus>("/api/sync", signal),
    refetchInterval: ({ state }) => (state.data && !isBusy(state.data) ? idleMs : busyMs),
  });
}

function isBusy({ isRunning, reports }: SyncStatus): boolean {
  return isRunning || reports.done < reports.total;
}
