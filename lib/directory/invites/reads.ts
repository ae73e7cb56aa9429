import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { checkImport } from "./dry-run";
import { listInvitableWorkspaces } from "./import-read-model";
import { checkAddress, listInviteChoices, listInvites } from "./list-read-model";
import { listPendingMemberships } from "./pending-memberships-store";
import { importInput, inviteeEmail } from "./schema";
import { loadInviteSearch } from "./search-params";

export const inviteReads = {
  "invites/check": defineRead({
    permission: "invites:read",
    search: z.object({ email: inviteeEmail }),
    read: (by, { email }) => checkAddress(by, email),
  }),
  "invites/choices": defineRead({
    permission: "invites:read",
    search: (query) => loadInviteSearch(query),
    read: listInviteChoices,
  }),
  /** A file doesn't fit in a URL. */
  "invites/import": defineRead({
    permission: "invites:write",
    body: { schema: importInput, maxBytes: 5_000_000 },
    read: checkImport,
  }),
  "invites/pending-memberships": defineRead({
    permission: "members:read",
    search: z.object({ email: z.string().min(1) }),
    read: listPendingMemberships,
  }),
  invites: defineRead({
    permission: "invites:read",
    search: (query) => loadInviteSearch(query),
    read: listInvites,
  }),
  "invites/workspaces": defineRead({
    permission: "invites:read",
    read: listInvitableWorkspaces,
  }),
};
