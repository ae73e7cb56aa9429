import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { Change, CheckedChange } from "./change-schema";
import type { AccessColumns, AccessPage, WorkspaceReach } from "./schema";
import {
  type AccessColumnsSearch,
  type AccessSearch,
  type ReachSearch,
  toAccessQueryString,
  toReachQueryString,
} from "./search-params";

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

/** Read again whenever the basket is opened, because others change the directory, too. */
export function basketCheckQuery(changes: readonly Change[]) {
  return queryOptions({
    queryKey: ["workspaces", "basket", changes],
    queryFn: ({ signal }) =>
      fetchRoute<CheckedChange[]>("/api/access/check", signal, JSON.stringify({ changes })),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function workspaceReachQuery(search: ReachSearch) {
  return queryOptions({
    queryKey: ["workspaces", "reach", search],
    queryFn: ({ signal }) =>
      fetchRoute<WorkspaceReach>(toReachQueryString("/api/access/workspace", search), signal),
    placeholderData: keepPreviousData,
  });
}
