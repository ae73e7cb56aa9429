import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { statementReads } from "./reads";
import type { DraftSearch } from "./search-params";

const read = queriesOf<typeof statementReads>();

export function statementsQuery() {
  return read(["statements"], "statements");
}

export function statementQuery(number: number) {
  return read(["statements", "one", number], "statements/one", { search: { number } });
}

export function draftQuery(search: DraftSearch) {
  return read(["statements", "draft", search], "statements/draft", {
    search,
    placeholderData: keepPreviousData,
  });
}
