import { listCompliance } from "@/lib/compliance/list-read-model";
import { loadComplianceSearch } from "@/lib/compliance/search-params";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "log:read",
  search: (query) => loadComplianceSearch(query),
  read: listCompliance,
});
