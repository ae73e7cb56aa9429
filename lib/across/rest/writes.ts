import "server-only";
import { and, desc, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { cancelBulk } from "@/lib/core/bulk/actions";
import { database } from "@/lib/core/db/client";
import { invites } from "@/lib/core/db/directory-tables";
import { createInvite, withdrawInvite } from "@/lib/directory/invites/actions";
import { createInviteInput } from "@/lib/directory/invites/schema";
import { changeKeys } from "@/lib/directory/keys/actions";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { changeMemberRoleInput } from "@/lib/directory/members/schema";
import type { Endpoint } from "./endpoint";
import { changeKey, keyChange } from "./key-change";
import { offboard } from "./offboard";
import { workspaceWrites } from "./workspace-writes";
import { defineWrite } from "./write-endpoint";
import { at, idOf, toWritten } from "./written-object";

const member = toWritten("/members/{id}");
const invite = toWritten("/invites/{id}");
const key = toWritten("/keys/{id}");
const run = toWritten("/runs/{id}");

export const writeEndpoints: readonly Endpoint[] = [
  defineWrite({
    ...{ method: "PATCH", path: "/members/{id}", permission: "members:write" },
    summary: "Change a member's role",
    body: z.strictObject({ role: changeMemberRoleInput.shape.role }),
    see: member.read,
    act: ({ call, body: { role }, seen }) =>
      changeMemberRole({ memberId: idOf(call), role, expected: String(seen?.role ?? "") }),
    of: member,
  }),
  offboard,
  defineWrite({
    ...{ method: "POST", path: "/invites", permission: "invites:write" },
    summary: "Invite somebody",
    body: z.strictObject(createInviteInput.shape),
    act: ({ body }) => createInvite(body),
    of: invite,
    locate: async (call, { email }) => at(call, { id: await findInvite(email) }),
  }),
  defineWrite({
    ...{ method: "DELETE", path: "/invites/{id}", permission: "invites:write" },
    summary: "Withdraw an invite",
    act: ({ call }) => withdrawInvite({ inviteId: idOf(call) }),
  }),
  defineWrite({
    ...{ method: "PATCH", path: "/keys/{id}", permission: "keys:write" },
    summary: "Rename, activate, deactivate, or archive a key; renaming and archiving need keys:manage",
    body: keyChange,
    see: key.read,
    act: changeKey,
    ask: ({ call, body: { status } }) =>
      changeKeys({
        operation: status === "archived" ? "archive" : "deactivate",
        keyIds: [idOf(call)],
        confirmedKeyIds: [idOf(call)],
      }),
    of: key,
  }),
  defineWrite({
    ...{ method: "POST", path: "/runs/{id}/cancel", permission: "bulk:write" },
    summary: "Cancel what a run has not done yet",
    act: ({ call }) => cancelBulk({ runId: idOf(call) }),
    of: run,
  }),
  ...workspaceWrites,
];

async function findInvite(email: string): Promise<string> {
  const db = await database();
  const isIt = and(sql`lower(${invites.email}) = ${email.toLowerCase()}`, isNull(invites.goneAt));
  const [found] = await db
    .select({ id: invites.id })
    .from(invites)
    .where(isIt)
    .orderBy(desc(invites.invitedAt))
    .limit(1);
  return found?.id ?? "";
}
