import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { limitReads } from "./reads";

const read = queriesOf<typeof limitReads>();

const refreshMs = 1_500;

export function limitsQuery(workspaceId: string) {
  return read(["workspaces", "limits", workspaceId], "workspaces/limits", {
    search: { workspace: workspaceId },
    refetchInterval: ({ state }) => (state.data?.isRefreshing ? refreshMs : false),
  });
}

export function organizationLimitsQuery() {
  return read(["limits"], "limits", {
    refetchInterval: ({ state }) => (state.data?.isRefreshing ? refreshMs : false),
  });
}
