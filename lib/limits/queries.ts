import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { LimitsOfOrganization, LimitsOfWorkspace } from "./schema";

const refreshMs = 1_500;

export function limitsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["workspaces", "limits", workspaceId],
    queryFn: ({ signal }) =>
      fetchRoute<LimitsOfWorkspace>(
        `/api/workspaces/limits?workspace=${encodeURIComponent(workspaceId)}`,
        signal,
      ),
    refetchInterval: ({ state }) => (state.data?.isRefreshing ? refreshMs : false),
  });
}

export function organizationLimitsQuery() {
  return queryOptions({
    queryKey: ["limits"],
    queryFn: ({ signal }) => fetchRoute<LimitsOfOrganization>("/api/limits", signal),
    refetchInterval: ({ state }) => (state.data?.isRefreshing ? refreshMs : false),
  });
}
