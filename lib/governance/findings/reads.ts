import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listFindingChoices } from "./choices-read-model";
import { listFindings } from "./list-read-model";
import { loadFindingSearch } from "./search-params";
import { getFindingTrend } from "./trend-read-model";

export const findingReads = {
  "findings/choices": defineRead({
    permission: "findings:write",
    search: (query) => loadFindingSearch(query),
    read: listFindingChoices,
  }),
  findings: defineRead({
    permission: "findings:read",
    search: (query) => loadFindingSearch(query),
    read: listFindings,
  }),
  "findings/trend": defineRead({
    permission: "findings:read",
    search: (query) => loadFindingSearch(query),
    read: getFindingTrend,
  }),
};
