import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { inviteReads } from "./reads";
import type { ImportInput } from "./schema";
import { type InviteSearch, toInviteQueryString } from "./search-params";

const read = queriesOf<typeof inviteReads>();

export function invitesQuery(search: InviteSearch) {
  return read(["invites", search], "invites", {
    search: toInviteQueryString(search),
    placeholderData: keepPreviousData,
  });
}

export function inviteChoicesQuery(search: InviteSearch) {
  return read(["invites", "choices", search], "invites/choices", {
    search: toInviteQueryString(search),
    staleTime: 0,
  });
}

export function addressCheckQuery(email: string) {
  return read(["invites", "check", email], "invites/check", { search: { email } });
}

export function pendingMembershipsQuery(email: string) {
  return read(["invites", "pending-memberships", email], "invites/pending-memberships", {
    search: { email },
  });
}

export function invitableWorkspacesQuery() {
  return read(["invites", "workspaces"], "invites/workspaces");
}

/** `revision` identifies the file in the cache, whose keys must not hold megabytes. */
export function importCheckQuery(revision: number, input: ImportInput) {
  const { text, ...usual } = input;
  return read(["invites", "import", revision, usual], "invites/import", {
    body: input,
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
