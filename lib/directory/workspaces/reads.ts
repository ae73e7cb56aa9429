import "server-only";
import { z } from "zod";
import { parseAsId } from "@/lib/core/address/search-params";
import { defineRead } from "@/lib/core/entry/define-read";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { getPersonAccess } from "./access-read-model";
import { findCandidates } from "./candidates-read-model";
import { previewCopies } from "./copy-read-model";
import { getWorkspaceSpend, listWorkspaceKeys } from "./detail-read-model";
import { listLeftKeys } from "./left-keys-read-model";
import { getWorkspace, listWorkspaces } from "./list-read-model";
import { listPastAccess } from "./past-access-read-model";
import { listPeople, listPersonChoices } from "./people-read-model";
import { loadPersonSearch, loadWorkspaceSearch } from "./search-params";
import { maxIdentical } from "./vocabulary";

export const workspaceReads = {
  "workspaces/access": defineRead({
    permission: "workspaces:read",
    search: z.object({ user: z.string().min(1) }),
    read: (by, { user }) => getPersonAccess(by, user),
  }),
  "workspaces/candidates": defineRead({
    permission: "memberships:write",
    search: z.object({ workspace: z.string().min(1).optional(), q: z.string() }),
    read: findCandidates,
  }),
  "workspaces/copies": defineRead({
    permission: "memberships:write",
    search: z.object({
      from: z.string().min(1),
      to: z
        .string()
        .min(1)
        .transform((ids) => ids.split(","))
        .pipe(z.array(z.string().min(1)).max(maxIdentical)),
    }),
    read: previewCopies,
  }),
  "workspaces/detail": defineRead({
    permission: "workspaces:read",
    search: z.object({ workspace: z.string().min(1) }),
    read: (by, { workspace }) => getWorkspace(by, workspace),
  }),
  "workspaces/keys": defineRead({
    permission: "workspaces:read",
    search: z.object({ workspace: z.string().min(1) }),
    read: (by, { workspace }) => listWorkspaceKeys(by, workspace),
  }),
  "workspaces/left-keys": defineRead({
    permission: "workspaces:read",
    search: z.object({ workspace: z.string().min(1), user: z.string().min(1) }),
    read: listLeftKeys,
  }),
  "workspaces/members/choices": defineRead({
    permission: "workspaces:read",
    search: z
      .object({ workspace: z.string().min(1) })
      .catchall(z.string())
      .transform(({ workspace, ...query }) => ({ workspace, search: loadPersonSearch(query) })),
    read: (by, { workspace, search }) => listPersonChoices(by, workspace, search),
  }),
  "workspaces/members": defineRead({
    permission: "workspaces:read",
    search: z
      .object({ workspace: z.string().min(1) })
      .catchall(z.string())
      .transform(({ workspace, ...query }) => ({ workspace, search: loadPersonSearch(query) })),
    read: (by, { workspace, search }) => listPeople(by, workspace, search),
  }),
  "workspaces/past-access": defineRead({
    permission: "workspaces:read",
    search: z.object({ user: z.string().min(1) }),
    read: listPastAccess,
  }),
  workspaces: defineRead({
    permission: "workspaces:read",
    search: (query) => loadWorkspaceSearch(query),
    read: listWorkspaces,
  }),
  "workspaces/spend": defineRead({
    permission: "workspaces:read",
    search: (query) =>
      readStrictly({ workspace: parseAsId, currency: parseAsCurrency }, query, { required: ["workspace"] }),
    read: (by, { workspace, currency }) => getWorkspaceSpend(by, workspace, currency),
  }),
};
