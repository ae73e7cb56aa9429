import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { MemberImpact, MembersPage } from "./schema";
import { type MemberSearch, toMemberQueryString } from "./search-params";

const firstSyncMs = 2_000;

export function membersQuery(search: MemberSearch) {
  return queryOptions({
    queryKey: ["members", search],
    queryFn: ({ signal }) => fetchDoor<MembersPage>(`/api/members${toMemberQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
    // A new installation fills within seconds: nobody should have to reload to see it.
    refetchInterval: ({ state }) => (state.data?.roles.length === 0 ? firstSyncMs : false),
  });
}

export function memberImpactQuery(memberId: string) {
  return queryOptions({
    queryKey: ["members", "impact", memberId],
    queryFn: ({ signal }) =>
      fetchDoor<MemberImpact>(`/api/members/impact?member=${encodeURIComponent(memberId)}`, signal),
  });
}
