import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { undoReads } from "./reads";

const read = queriesOf<typeof undoReads>();

const pollMs = 1_000;

export function undoQuery(runId: string) {
  return read(["bulk", "undo", runId], "bulk/undo", {
    search: { runId },
    // A retried run is over again, and the targets change meanwhile.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.isRunning ? pollMs : false),
  });
}

/** Which of these entries of the log can be reverted. */
export function undoableQuery(entryIds: readonly string[]) {
  return read(["audit", "undoable", entryIds], "bulk/undo/entries", {
    body: { entryIds: [...entryIds] },
    enabled: entryIds.length > 0,
  });
}
