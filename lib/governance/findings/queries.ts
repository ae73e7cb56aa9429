import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { findingReads } from "./reads";
import { type FindingSearch, toFindingQueryString } from "./search-params";

const read = queriesOf<typeof findingReads>();

const checkingMs = 5_000;

export function findingsQuery(search: FindingSearch) {
  return read(["findings", "list", search], "findings", {
    search: toFindingQueryString(search),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.rows.some(({ isBeingChecked }) => isBeingChecked) ? checkingMs : false,
  });
}

export function findingTrendQuery(search: FindingSearch) {
  // The order and the state of the list don't matter to it.
  const meant = { ...search, state: null, sort: null, direction: null, page: null };
  const query = toFindingQueryString(meant);
  return read(["findings", "trend", query], "findings/trend", { search: query });
}

export function findingChoicesQuery(search: FindingSearch) {
  return read(["findings", "choices", search], "findings/choices", { search: toFindingQueryString(search) });
}

/** People by what is typed; those of the text before stay while the next ones load. Without `finding`, for several. */
export function assigneesQuery(q: string, finding: string | undefined) {
  return read(["findings", "assignees", q, finding] as const, "findings/assignees", {
    search: { q, finding },
    placeholderData: keepPreviousData,
    enabled: q !== "",
    staleTime: 60_000,
  });
}
