import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { UndoPlan } from "./schema";

const pollMs = 1_000;

export function undoQuery(runId: string) {
  return queryOptions({
    queryKey: ["bulk", "undo", runId],
    queryFn: ({ signal }) =>
      fetchRoute<UndoPlan>(`/api/bulk/undo?runId=${encodeURIComponent(runId)}`, signal),
    // A retried run is over again, and the targets change meanwhile.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.isRunning ? pollMs : false),
  });
}
