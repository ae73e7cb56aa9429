import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type {
  AddressCheck,
  CheckedImport,
  ImportInput,
  InvitableWorkspace,
  InviteChoice,
  InvitesPage,
  PendingMembership,
} from "./schema";
import { type InviteSearch, toInviteQueryString } from "./search-params";

export function invitesQuery(search: InviteSearch) {
  return queryOptions({
    queryKey: ["invites", search],
    queryFn: ({ signal }) => fetchRoute<InvitesPage>(`/api/invites${toInviteQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function inviteChoicesQuery(search: InviteSearch) {
  return queryOptions({
    queryKey: ["invites", "choices", search],
    queryFn: ({ signal }) =>
      fetchRoute<InviteChoice[]>(`/api/invites/choices${toInviteQueryString(search)}`, signal),
    staleTime: 0,
  });
}

export function addressCheckQuery(email: string) {
  return queryOptions({
    queryKey: ["invites", "check", email],
    queryFn: ({ signal }) =>
      fetchRoute<AddressCheck>(`/api/invites/check?email=${encodeURIComponent(email)}`, signal),
  });
}

export function pendingMembershipsQuery(email: string) {
  return queryOptions({
    queryKey: ["invites", "pending-memberships", email],
    queryFn: ({ signal }) =>
      fetchRoute<PendingMembership[]>(
        `/api/invites/pending-memberships?email=${encodeURIComponent(email)}`,
        signal,
      ),
  });
}

export function invitableWorkspacesQuery() {
  return queryOptions({
    queryKey: ["invites", "workspaces"],
    queryFn: ({ signal }) => fetchRoute<InvitableWorkspace[]>("/api/invites/workspaces", signal),
  });
}

/** `revision` identifies the file in the cache, whose keys must not hold megabytes. */
export function importCheckQuery(revision: number, input: ImportInput) {
  const { text, ...usual } = input;
  return queryOptions({
    queryKey: ["invites", "import", revision, usual],
    queryFn: ({ signal }) => fetchRoute<CheckedImport>("/api/invites/import", signal, JSON.stringify(input)),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
