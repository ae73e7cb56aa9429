import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { Currency } from "@/lib/money";
import type {
  Candidate,
  CopyOfPerson,
  CopyPreview,
  LeftKey,
  PastAccess,
  PersonAccess,
  WorkspaceDetail,
  WorkspaceKey,
  WorkspacePeople,
  WorkspacePerson,
  WorkspaceSpend,
  WorkspacesPage,
} from "./schema";
import {
  type PersonSearch,
  toPersonQueryString,
  toWorkspaceQueryString,
  type WorkspaceSearch,
} from "./search-params";
import { countMissingLetters } from "./vocabulary";

const firstSyncMs = 2_000;

export function workspacesQuery(search: WorkspaceSearch) {
  return queryOptions({
    queryKey: ["workspaces", "list", search],
    queryFn: ({ signal }) =>
      fetchRoute<WorkspacesPage>(`/api/workspaces${toWorkspaceQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
    // Every organization has Default, so an unfiltered list without rows is waiting for the first sync.
    refetchInterval: ({ state }) =>
      state.data?.total === 0 && search.q === "" && search.tag.length === 0 ? firstSyncMs : false,
  });
}

export function workspaceQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["workspaces", "detail", workspaceId],
    queryFn: ({ signal }) => fetchRoute<WorkspaceDetail>(toRoute("detail", workspaceId), signal),
  });
}

export function workspacePeopleQuery(workspaceId: string, search: PersonSearch) {
  return queryOptions({
    queryKey: ["workspaces", "people", workspaceId, search],
    queryFn: ({ signal }) =>
      fetchRoute<WorkspacePeople>(toPersonQueryString(toRoute("members", workspaceId), search), signal),
    placeholderData: keepPreviousData,
  });
}

export function personChoicesQuery(workspaceId: string, search: PersonSearch) {
  return queryOptions({
    queryKey: ["workspaces", "person-choices", workspaceId, search],
    queryFn: ({ signal }) =>
      fetchRoute<WorkspacePerson[]>(
        toPersonQueryString(toRoute("members/choices", workspaceId), search),
        signal,
      ),
    staleTime: 0,
  });
}

/** Null for a workspace that doesn't exist yet. */
export function candidatesQuery(workspaceId: string | null, q: string) {
  return queryOptions({
    queryKey: ["workspaces", "candidates", workspaceId, q],
    queryFn: ({ signal }) =>
      fetchRoute<Candidate[]>(
        `/api/workspaces/candidates?${new URLSearchParams({ ...(workspaceId !== null && { workspace: workspaceId }), q })}`,
        signal,
      ),
    enabled: countMissingLetters(q) === 0,
    placeholderData: keepPreviousData,
  });
}

export function leftKeysQuery(workspaceId: string, userId: string) {
  return queryOptions({
    queryKey: ["workspaces", "left-keys", workspaceId, userId],
    queryFn: ({ signal }) =>
      fetchRoute<LeftKey[]>(
        `/api/workspaces/left-keys?${new URLSearchParams({ workspace: workspaceId, user: userId })}`,
        signal,
      ),
    staleTime: 0,
  });
}

export function pastAccessQuery(userId: string) {
  return queryOptions({
    queryKey: ["workspaces", "past-access", userId],
    queryFn: ({ signal }) =>
      fetchRoute<PastAccess>(`/api/workspaces/past-access?user=${encodeURIComponent(userId)}`, signal),
  });
}

export function personAccessQuery(userId: string) {
  return queryOptions({
    queryKey: ["workspaces", "access", userId],
    queryFn: ({ signal }) =>
      fetchRoute<PersonAccess>(`/api/workspaces/access?user=${encodeURIComponent(userId)}`, signal),
  });
}

export function copiesQuery(from: string, to: readonly string[]) {
  return queryOptions({
    queryKey: ["workspaces", "copies", from, to],
    queryFn: ({ signal }) =>
      fetchRoute<CopyOfPerson[]>(
        `/api/workspaces/copies?${new URLSearchParams({ from, to: to.join() })}`,
        signal,
      ),
    staleTime: 0,
  });
}

export function copyQuery(from: string, to: string) {
  return queryOptions({
    queryKey: ["workspaces", "copy", from, to],
    queryFn: ({ signal }) =>
      fetchRoute<CopyPreview>(`/api/workspaces/copy?${new URLSearchParams({ from, to })}`, signal),
  });
}

export function workspaceKeysQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ["workspaces", "keys", workspaceId],
    queryFn: ({ signal }) => fetchRoute<WorkspaceKey[]>(toRoute("keys", workspaceId), signal),
  });
}

export function workspaceSpendQuery(workspaceId: string, currency: Currency | null = null) {
  const more = currency === null ? "" : `&currency=${encodeURIComponent(currency)}`;
  return queryOptions({
    queryKey: ["workspaces", "spend", workspaceId, currency],
    queryFn: ({ signal }) => fetchRoute<WorkspaceSpend>(`${toRoute("spend", workspaceId)}${more}`, signal),
  });
}

function toRoute(part: string, workspaceId: string): string {
  return `/api/workspaces/${part}?workspace=${encodeURIComponent(workspaceId)}`;
}
