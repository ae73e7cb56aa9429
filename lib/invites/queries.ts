import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { AddressCheck, InvitesPage } from "./schema";
import { type InviteSearch, toInviteQueryString } from "./search-params";

export function invitesQuery(search: InviteSearch) {
  return queryOptions({
    queryKey: ["invites", search],
    queryFn: ({ signal }) => fetchDoor<InvitesPage>(`/api/invites${toInviteQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function addressCheckQuery(email: string) {
  return queryOptions({
    queryKey: ["invites", "check", email],
    queryFn: ({ signal }) =>
      fetchDoor<AddressCheck>(`/api/invites/check?email=${encodeURIComponent(email)}`, signal),
  });
}
