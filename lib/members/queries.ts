import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { MemberImpact, MembersPage } from "./schema";
import { type MemberSearch, toMemberQueryString } from "./search-params";

export function membersQuery(search: MemberSearch) {
  return queryOptions({
    queryKey: ["members", search],
    queryFn: ({ signal }) => fetchDoor<MembersPage>(`/api/members${toMemberQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function memberImpactQuery(memberId: string) {
  return queryOptions({
    queryKey: ["members", "impact", memberId],
    queryFn: ({ signal }) =>
      fetchDoor<MemberImpact>(`/api/members/impact?member=${encodeURIComponent(memberId)}`, signal),
  });
}
