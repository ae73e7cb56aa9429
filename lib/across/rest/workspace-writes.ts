import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/core/errors/errors";
import {
  addWorkspaceMember,
  archiveWorkspace,
  askToArchiveWorkspace,
  changeWorkspaceRole,
  createWorkspace,
  removeWorkspaceMember,
  updateWorkspace,
} from "@/lib/directory/workspaces/actions";
import { createWorkspaceInput, updateWorkspaceInput } from "@/lib/directory/workspaces/change-schema";
import { addAccessInput, changeAccessInput } from "@/lib/directory/workspaces/membership-schema";
import { toMembershipId, workspaceColors } from "@/lib/directory/workspaces/vocabulary";
import type { Call, Endpoint } from "./endpoint";
import { defineWrite } from "./write-endpoint";
import { at, idOf, type Seen, toWritten } from "./written-object";

const workspace = toWritten("/workspaces/{id}");
const membershipPath = "/workspaces/{workspace}/members/{id}";
const membership = toWritten(membershipPath);
const [usualColor = ""] = workspaceColors;

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

export const workspaceWrites: readonly Endpoint[] = [
  defineWrite({
    ...{ method: "POST", path: "/workspaces", permission: "workspaces:write" },
    summary: "Create a workspace",
    body: newWorkspace,
    act: ({ body }) => createWorkspace({ ...body, displayColor: usualColor }),
    of: workspace,
    locate: (call, _body, data) => {
      const { workspaceId } = data as { workspaceId: string | null }; // Sound: what createWorkspace answers.
      if (workspaceId === null) throw new AppError("outcome_unknown", "the new workspace wasn't found");
      return at(call, { id: workspaceId });
    },
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
    of: workspace,
  }),
  defineWrite({
    ...{ method: "POST", path: "/workspaces/{id}/archive", permission: "workspaces:write" },
    summary: "Archive a workspace for good",
    act: ({ call }) => archiveWorkspace({ workspaceId: idOf(call) }),
    ask: ({ call }) => askToArchiveWorkspace({ workspaceId: idOf(call) }),
    of: workspace,
  }),
  defineWrite({
    ...{ method: "POST", path: "/workspaces/{workspace}/members", permission: "memberships:write" },
    summary: "Add a member to a workspace",
    body: z.strictObject({ user_id: z.string().min(1).max(300), workspace_role: addAccessInput.shape.role }),
    see: (call, { user_id: id }) => findMembership(call, id),
    act: async ({ call, body: { user_id: id, workspace_role: role }, seen }) =>
      seen?.workspace_role === role
        ? { data: null }
        : addWorkspaceMember({ membershipId: toMembershipId(call.params.workspace ?? "", id), role }),
    of: membership,
    locate: (call, { user_id: id }) => at(call, { id }),
  }),
  defineWrite({
    ...{ method: "PATCH", path: membershipPath, permission: "memberships:write" },
    summary: "Change a member's role in a workspace",
    body: z.strictObject({ workspace_role: changeAccessInput.shape.role }),
    see: membership.read,
    act: ({ call, body: { workspace_role: role }, seen }) =>
      changeWorkspaceRole({ membershipId: toKey(call), role, expected: toRole(seen) }),
    of: membership,
  }),
  defineWrite({
    ...{ method: "DELETE", path: membershipPath, permission: "memberships:write" },
    summary: "Remove a member from a workspace",
    see: membership.read,
    act: ({ call, seen }) => removeWorkspaceMember({ membershipId: toKey(call), expected: toRole(seen) }),
  }),
];

function toKey(call: Call): string {
  return toMembershipId(call.params.workspace ?? "", idOf(call));
}

function toRole(seen: Seen | undefined): string {
  return String(seen?.workspace_role ?? "");
}

/** Null for somebody who isn't in the workspace. */
async function findMembership(call: Call, id: string): Promise<Seen | null> {
  try {
    return await membership.read(at(call, { id }));
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
