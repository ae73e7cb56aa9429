import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listCompliance } from "./list-read-model";
import { loadComplianceSearch } from "./search-params";

export const complianceReads = {
  "activity/compliance": defineRead({
    permission: "log:read",
    search: (query) => loadComplianceSearch(query),
    read: listCompliance,
  }),
};
