import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { toDay } from "@/lib/core/format/calendar";
import { basketInput } from "./change-schema";
import { checkBasket } from "./check-read-model";
import { listAccessColumns } from "./columns-read-model";
import { listAccess } from "./list-read-model";
import { getWorkspaceReach } from "./reach-read-model";
import { loadAccessSearch, loadReachSearch, toAccessQuery } from "./search-params";

export const accessReads = {
  /** A basket doesn't fit in a URL. */
  "access/check": defineRead({
    permission: "memberships:write",
    body: { schema: basketInput, maxBytes: 1_000_000 },
    read: checkBasket,
  }),
  "access/columns": defineRead({
    permission: "members:read",
    search: (query) => {
      const { workspace, tag, at } = toAccessQuery(loadAccessSearch(query), toDay(new Date()));
      return { workspace, tag, at };
    },
    read: listAccessColumns,
  }),
  access: defineRead({
    permission: "members:read",
    search: (query) => toAccessQuery(loadAccessSearch(query), toDay(new Date())),
    read: listAccess,
  }),
  "access/workspace": defineRead({
    permission: "workspaces:read",
    search: (query) => loadReachSearch(query),
    read: getWorkspaceReach,
  }),
};
