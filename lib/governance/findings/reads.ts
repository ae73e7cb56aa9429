import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { findAssignees } from "./assignees-read-model";
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
  "findings/assignees": defineRead({
    permission: "findings:write",
    search: z.object({ q: z.string().max(200), finding: z.uuid().optional() }),
    read: findAssignees,
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
