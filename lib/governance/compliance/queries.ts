import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { complianceReads } from "./reads";
import { type ComplianceSearch, toComplianceQueryString } from "./search-params";

const read = queriesOf<typeof complianceReads>();

export function complianceQuery(search: ComplianceSearch) {
  return read(["audit", "compliance", search], "activity/compliance", {
    search: toComplianceQueryString(search),
    placeholderData: keepPreviousData,
  });
}
