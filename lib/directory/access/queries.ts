import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { Change } from "./change-schema";
import type { accessReads } from "./reads";
import {
  type AccessColumnsSearch,
  type AccessSearch,
  type ReachSearch,
  toAccessQueryString,
  toReachQueryString,
} from "./search-params";

const read = queriesOf<typeof accessReads>();

export function accessQuery(search: AccessSearch) {
  return read(["workspaces", "matrix", "rows", search], "access", {
    search: toAccessQueryString(search),
    placeholderData: keepPreviousData,
  });
}

export function accessColumnsQuery({ workspace, tag, at }: AccessColumnsSearch) {
  const search = { workspace, tag, at };
  return read(["workspaces", "matrix", "columns", search], "access/columns", {
    search: toAccessQueryString(search),
    placeholderData: keepPreviousData,
  });
}

/** Read again whenever the basket is opened, because others change the directory, too. */
export function basketCheckQuery(changes: readonly Change[]) {
  return read(["workspaces", "basket", changes], "access/check", {
    body: { changes: [...changes] },
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function workspaceReachQuery(search: ReachSearch) {
  return read(["workspaces", "reach", search], "access/workspace", {
    search: toReachQueryString(search),
    placeholderData: keepPreviousData,
  });
}
