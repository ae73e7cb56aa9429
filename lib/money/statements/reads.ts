import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { getDraft } from "./frame";
import { getContent, getStatement, getStatementsPage } from "./read-model";
import { readDraftSearch, readNumberSearch } from "./route-search";

export const statementReads = {
  "statements/content": defineRead({
    permission: "statements:read",
    search: readNumberSearch,
    read: (by, { number }) => getContent(by, number),
  }),
  "statements/draft": defineRead({
    permission: "statements:read",
    search: readDraftSearch,
    read: (by, search) => getDraft(by, search),
  }),
  "statements/one": defineRead({
    permission: "statements:read",
    search: readNumberSearch,
    read: (by, { number }) => getStatement(by, number),
  }),
  statements: defineRead({
    permission: "statements:read",
    read: (by) => getStatementsPage(by),
  }),
};
