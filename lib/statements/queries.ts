import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { Draft, StatementPage, StatementsPage } from "./schema";
import type { DraftSearch } from "./search-params";

export function statementsQuery() {
  return queryOptions({
    queryKey: ["statements"],
    queryFn: ({ signal }) => fetchRoute<StatementsPage>("/api/statements", signal),
  });
}

export function statementQuery(number: number) {
  return queryOptions({
    queryKey: ["statements", "one", number],
    queryFn: ({ signal }) => fetchRoute<StatementPage>(`/api/statements/one?number=${number}`, signal),
  });
}

export function draftQuery(search: DraftSearch) {
  const given = Object.entries(search).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return queryOptions({
    queryKey: ["statements", "draft", search],
    queryFn: ({ signal }) => fetchRoute<Draft>(`/api/statements/draft?${new URLSearchParams(given)}`, signal),
    placeholderData: keepPreviousData,
  });
}
