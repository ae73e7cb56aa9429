import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { syncReads } from "./reads";
import type { SyncStatus } from "./schema";

const read = queriesOf<typeof syncReads>();

const busyMs = 2_000;
const idleMs = 30_000;

/** Polls often while something is moving, rarely otherwise. */
export function syncStatusQuery() {
  return read(["sync"], "sync", {
    refetchInterval: ({ state }) => (state.data && !isBusy(state.data) ? idleMs : busyMs),
  });
}

function isBusy({ isRunning, reports }: SyncStatus): boolean {
  return isRunning || reports.done < reports.total;
}
