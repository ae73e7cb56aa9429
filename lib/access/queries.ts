import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { AccessColumns, AccessPage } from "./schema";
import { type AccessColumnsSearch, type AccessSearch, toAccessQueryString } from "./search-params";

export function accessQuery(search: AccessSearch) {
  return queryOptions({
    queryKey: ["workspaces", "matrix", "rows", search],
    queryFn: ({ signal }) => fetchRoute<AccessPage>(toAccessQueryString("/api/access", search), signal),
    placeholderData: keepPreviousData,
  });
}

export function accessColumnsQuery({ workspace, tag, at }: AccessColumnsSearch) {
  const search = { workspace, tag, at };
  return queryOptions({
    queryKey: ["workspaces", "matrix", "columns", search],
    queryFn: ({ signal }) =>
      fetchRoute<AccessColumns>(toAccessQueryString("/api/access/columns", search), signal),
    placeholderData: keepPreviousData,
  });
}
