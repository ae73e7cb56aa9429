import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { MemberChoice, MemberDetail, MembersPage } from "./schema";
import { type MemberSearch, toMemberQueryString } from "./search-params";

const firstSyncMs = 2_000;

/** What is left out has its default. */
export function membersQuery(search: Partial<MemberSearch>) {
  return queryOptions({
    queryKey: ["members", "list", search],
    queryFn: ({ signal }) => fetchRoute<MembersPage>(`/api/members${toMemberQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
    // A new installation fills within seconds, so no one should have to reload.
    refetchInterval: ({ state }) => (state.data?.roles.length === 0 ? firstSyncMs : false),
  });
}

export function memberChoicesQuery(search: MemberSearch) {
  return queryOptions({
    queryKey: ["members", "choices", search],
    queryFn: ({ signal }) =>
      fetchRoute<MemberChoice[]>(toMemberQueryString("/api/members/choices", search), signal),
    staleTime: 0,
  });
}

/** Of these people, those who are still here. */
export function memberChoicesOf(memberIds: readonly string[]) {
  return queryOptions({
    queryKey: ["members", "choices-of", memberIds],
    queryFn: ({ signal }) =>
      fetchRoute<MemberChoice[]>(
        toMemberQueryString("/api/members/choices", { only: [...memberIds] }),
        signal,
      ),
    staleTime: 0,
  });
}

export function memberDetailQuery(memberId: string) {
  return queryOptions({
    queryKey: ["members", "detail", memberId],
    queryFn: ({ signal }) =>
      fetchRoute<MemberDetail>(`/api/members/detail?member=${encodeURIComponent(memberId)}`, signal),
  });
}
