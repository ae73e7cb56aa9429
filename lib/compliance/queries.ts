import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { CompliancePage } from "./schema";
import { type ComplianceSearch, toComplianceQueryString } from "./search-params";

export function complianceQuery(search: ComplianceSearch) {
  return queryOptions({
    queryKey: ["audit", "compliance", search],
    queryFn: ({ signal }) =>
      fetchDoor<CompliancePage>(`/api/activity/compliance${toComplianceQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}
