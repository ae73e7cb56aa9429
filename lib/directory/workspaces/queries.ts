import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { Currency } from "@/lib/core/money/money";
import type { workspaceReads } from "./reads";
import {
  type PersonSearch,
  toPersonQueryString,
  toWorkspaceQueryString,
  type WorkspaceSearch,
} from "./search-params";
import { countMissingLetters } from "./vocabulary";

const read = queriesOf<typeof workspaceReads>();

const firstSyncMs = 2_000;

export function workspacesQuery(search: WorkspaceSearch) {
  return read(["workspaces", "list", search], "workspaces", {
    search: toWorkspaceQueryString(search),
    placeholderData: keepPreviousData,
    // Every organization has Default, so an unfiltered list without rows is waiting for the first sync.
    refetchInterval: ({ state }) =>
      state.data?.total === 0 && search.q === "" && search.tag.length === 0 ? firstSyncMs : false,
  });
}

export function workspaceQuery(workspaceId: string) {
  return read(["workspaces", "detail", workspaceId], "workspaces/detail", {
    search: { workspace: workspaceId },
  });
}

export function workspacePeopleQuery(workspaceId: string, search: PersonSearch) {
  return read(["workspaces", "people", workspaceId, search], "workspaces/members", {
    search: toPersonSearch(workspaceId, search),
    placeholderData: keepPreviousData,
  });
}

export function personChoicesQuery(workspaceId: string, search: PersonSearch) {
  return read(["workspaces", "person-choices", workspaceId, search], "workspaces/members/choices", {
    search: toPersonSearch(workspaceId, search),
    staleTime: 0,
  });
}

/** Null for a workspace that doesn't exist yet. */
export function candidatesQuery(workspaceId: string | null, q: string) {
  return read(["workspaces", "candidates", workspaceId, q], "workspaces/candidates", {
    search: { ...(workspaceId !== null && { workspace: workspaceId }), q },
    enabled: countMissingLetters(q) === 0,
    placeholderData: keepPreviousData,
  });
}

export function leftKeysQuery(workspaceId: string, userId: string) {
  return read(["workspaces", "left-keys", workspaceId, userId], "workspaces/left-keys", {
    search: { workspace: workspaceId, user: userId },
    staleTime: 0,
  });
}

export function pastAccessQuery(userId: string) {
  return read(["workspaces", "past-access", userId], "workspaces/past-access", { search: { user: userId } });
}

export function personAccessQuery(userId: string) {
  return read(["workspaces", "access", userId], "workspaces/access", { search: { user: userId } });
}

export function copiesQuery(from: string, to: readonly string[]) {
  return read(["workspaces", "copies", from, to], "workspaces/copies", {
    search: { from, to: to.join() },
    staleTime: 0,
  });
}

export function workspaceKeysQuery(workspaceId: string) {
  return read(["workspaces", "keys", workspaceId], "workspaces/keys", { search: { workspace: workspaceId } });
}

export function workspaceSpendQuery(workspaceId: string, currency: Currency | null = null) {
  return read(["workspaces", "spend", workspaceId, currency], "workspaces/spend", {
    search: { workspace: workspaceId, currency },
  });
}

function toPersonSearch(workspaceId: string, search: PersonSearch): string {
  return toPersonQueryString(`?${new URLSearchParams({ workspace: workspaceId })}`, search);
}
