import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { memberReads } from "./reads";
import { type MemberSearch, toMemberQueryString } from "./search-params";

const read = queriesOf<typeof memberReads>();

const firstSyncMs = 2_000;

/** Fields that are left out have their defaults. */
export function membersQuery(search: Partial<MemberSearch>) {
  return read(["members", "list", search], "members", {
    search: toMemberQueryString(search),
    placeholderData: keepPreviousData,
    // A new installation fills within seconds, so no one should have to reload.
    refetchInterval: ({ state }) => (state.data?.roles.length === 0 ? firstSyncMs : false),
  });
}

export function memberChoicesQuery(search: MemberSearch) {
  return read(["members", "choices", search], "members/choices", {
    search: toMemberQueryString(search),
    staleTime: 0,
  });
}

/** Those of the given people who are still members. */
export function memberChoicesOf(memberIds: readonly string[]) {
  return read(["members", "choices-of", memberIds], "members/choices", {
    search: toMemberQueryString({ only: [...memberIds] }),
    staleTime: 0,
  });
}

export function memberDetailQuery(memberId: string) {
  return read(["members", "detail", memberId], "members/detail", { search: { member: memberId } });
}
