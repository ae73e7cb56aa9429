import "server-only";
import { and, desc, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { cancelBulk } from "@/lib/core/bulk/actions";
import { database } from "@/lib/core/db/client";
import { invites } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import { createInvite, withdrawInvite } from "@/lib/directory/invites/actions";
import { createInviteInput } from "@/lib/directory/invites/schema";
import { changeKeys } from "@/lib/directory/keys/actions";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { changeMemberRoleInput } from "@/lib/directory/members/schema";
import {
  archiveWorkspace,
  askToArchiveWorkspace,
  changeWorkspaceRole,
  createWorkspace,
  updateWorkspace,
} from "@/lib/directory/workspaces/actions";
import { createWorkspaceInput, updateWorkspaceInput } from "@/lib/directory/workspaces/change-schema";
import { changeAccessInput } from "@/lib/directory/workspaces/membership-schema";
import { workspaceColors } from "@/lib/directory/workspaces/vocabulary";
import type { Call, Endpoint, JsonSchema } from "./endpoint";
import { changeKey, keyChange } from "./key-change";
import { listEndpoints } from "./lists";
import { objectEndpoints } from "./objects";
import { asOwner, defineWrite } from "./write-endpoint";

const reads = [...listEndpoints, ...objectEndpoints];

function findRead(path: string): Endpoint {
  const found = reads.find((one) => one.path === path);
  if (!found) throw new Error(`there is no endpoint ${path}`);
  return found;
}

type Seen = Readonly<Record<string, unknown>>;

/** The object as the endpoint that reads it answers. */
function toObject(path: string, id?: (call: Call) => string) {
  const { run, getSchema } = findRead(path);
  const read = async (call: Call): Promise<Seen> => {
    const params = id ? { ...call.params, id: id(call) } : call.params;
    return (await run(asOwner({ ...call, params }))) as Seen; // Sound: these endpoints answer with objects.
  };
  return { read, getSchema };
}

const member = toObject("/members/{id}");
const invite = toObject("/invites/{id}");
const workspace = toObject("/workspaces/{id}");
const membership = toObject("/workspaces/{workspace}/members/{id}");
const key = toObject("/keys/{id}");
const run = toObject("/runs/{id}");
const [usualColor = ""] = workspaceColors;
const nothing = async (): Promise<JsonSchema> => ({});
const idOf = ({ params }: Call) => params.id ?? "";

const { change } = updateWorkspaceInput.shape;
const workspaceChange = z
  .strictObject({
    name: change.shape.name,
    tags: change.shape.tags,
    display_color: change.shape.displayColor,
  })
  .partial();
const newWorkspace = z.strictObject({
  name: createWorkspaceInput.shape.name,
  tags: createWorkspaceInput.shape.tags,
});

export const writeEndpoints: readonly Endpoint[] = [
  defineWrite({
    ...{ method: "PATCH", path: "/members/{id}", permission: "members:write" },
    summary: "Change a member's role",
    body: z.strictObject({ role: changeMemberRoleInput.shape.role }),
    see: member.read,
    act: ({ call, body: { role }, seen }) =>
      changeMemberRole({ memberId: idOf(call), role, expected: String(seen?.role ?? "") }),
    answer: (call) => member.read(call),
    getSchema: member.getSchema,
  }),
  defineWrite({
    ...{ method: "POST", path: "/invites", permission: "invites:write" },
    summary: "Invite somebody",
    body: z.strictObject(createInviteInput.shape),
    act: ({ body }) => createInvite(body),
    answer: async (call, { email }) => {
      const id = await findInvite(email);
      return invite.read({ ...call, params: { id } });
    },
    getSchema: invite.getSchema,
  }),
  defineWrite({
    ...{ method: "DELETE", path: "/invites/{id}", permission: "invites:write" },
    summary: "Withdraw an invite",
    act: ({ call }) => withdrawInvite({ inviteId: idOf(call) }),
    answer: null,
    getSchema: nothing,
  }),
  defineWrite({
    ...{ method: "POST", path: "/workspaces", permission: "workspaces:write" },
    summary: "Create a workspace",
    body: newWorkspace,
    act: ({ body }) => createWorkspace({ ...body, displayColor: usualColor }),
    answer: (call, _body, data) => {
      const { workspaceId } = data as { workspaceId: string | null }; // Sound: what createWorkspace answers.
      if (workspaceId === null) throw new AppError("outcome_unknown", "the new workspace wasn't found");
      return workspace.read({ ...call, params: { id: workspaceId } });
    },
    getSchema: workspace.getSchema,
  }),
  defineWrite({
    ...{ method: "PATCH", path: "/workspaces/{id}", permission: "workspaces:write" },
    summary: "Change a workspace's name, tags, or color; null removes a tag",
    body: workspaceChange,
    see: workspace.read,
    act: ({ call, body: { name, tags = {}, display_color: displayColor }, seen }) => {
      const known = (seen?.tags ?? {}) as Record<string, string>; // Sound: the vendor's tags are texts.
      const change = {
        ...(name !== undefined && { name }),
        ...(displayColor !== undefined && { displayColor }),
        tags,
      };
      const before = {
        ...(name !== undefined && { name: String(seen?.name ?? "") }),
        ...(displayColor !== undefined && { displayColor: String(seen?.display_color ?? "") }),
        tags: Object.fromEntries(Object.keys(tags).map((tag) => [tag, known[tag] ?? null])),
      };
      return updateWorkspace({ workspaceId: idOf(call), change, seen: before });
    },
    answer: (call) => workspace.read(call),
    getSchema: workspace.getSchema,
  }),
  defineWrite({
    ...{ method: "POST", path: "/workspaces/{id}/archive", permission: "workspaces:write" },
    summary: "Archive a workspace for good",
    act: ({ call }) => archiveWorkspace({ workspaceId: idOf(call) }),
    ask: ({ call }) => askToArchiveWorkspace({ workspaceId: idOf(call) }),
    answer: (call) => workspace.read(call),
    getSchema: workspace.getSchema,
  }),
  defineWrite({
    ...{ method: "PATCH", path: "/workspaces/{workspace}/members/{id}", permission: "memberships:write" },
    summary: "Change a member's role in a workspace",
    body: z.strictObject({ workspace_role: changeAccessInput.shape.role }),
    see: membership.read,
    act: ({ call, body: { workspace_role: role }, seen }) => {
      const membershipId = `${call.params.workspace}/${idOf(call)}`;
      return changeWorkspaceRole({ membershipId, role, expected: String(seen?.workspace_role ?? "") });
    },
    answer: (call) => membership.read(call),
    getSchema: membership.getSchema,
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
    answer: (call) => key.read(call),
    getSchema: key.getSchema,
  }),
  defineWrite({
    ...{ method: "POST", path: "/runs/{id}/cancel", permission: "bulk:write" },
    summary: "Cancel what a run has not done yet",
    act: ({ call }) => cancelBulk({ runId: idOf(call) }),
    answer: (call) => run.read(call),
    getSchema: run.getSchema,
  }),
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
