import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { CompliancePage } from "./schema";
import { type ComplianceSearch, toComplianceQueryString } from "./search-params";

export function complianceQuery(search: ComplianceSearch) {
  return queryOptions({
    queryKey: ["audit", "compliance", search],
    queryFn: ({ signal }) =>
      fetchRoute<CompliancePage>(`/api/activity/compliance${toComplianceQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}
