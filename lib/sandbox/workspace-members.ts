import "server-only";
import { Hono } from "hono";
import { z } from "zod";
import { grantWorkspaceRole, toWorkspaceRole } from "./grants";
import { pageById } from "./paging";
import { toInvalid, toNotFound } from "./problem";
import { readBody } from "./query";
import {
  grantedWorkspaceRoles,
  isAdminType,
  type User,
  type Workspace,
  type WorkspaceMember,
} from "./records";
import type { Store } from "./store";
import { requireUser } from "./users";
import { requireWorkspace } from "./workspaces";

const add = z.strictObject({ user_id: z.string(), workspace_role: z.enum(grantedWorkspaceRoles) });
const change = z.strictObject({ workspace_role: z.enum([...grantedWorkspaceRoles, "workspace_billing"]) });

export function createWorkspaceMemberRoutes(store: Store): Hono {
  return new Hono()
    .get("/workspaces/:wid/members", (context) => {
      const workspace = requireWorkspace(store, context.req.param("wid"));
      return context.json(pageById(context, listMembers(store, workspace), (member) => member.user_id));
    })
    .post("/workspaces/:wid/members", async (context) => {
      const workspace = requireOpen(store, context.req.param("wid"));
      const { user_id, workspace_role } = await readBody(context, add);
      const user = requireUser(store, user_id);
      if (toWorkspaceRole(store, workspace.id, user)) throw toInvalid("The user is already a member.");
      grantWorkspaceRole(store, workspace.id, user_id, workspace_role);
      return context.json(requireMember(store, workspace, user_id));
    })
    .get("/workspaces/:wid/members/:uid", (context) => {
      const workspace = requireWorkspace(store, context.req.param("wid"));
      return context.json(requireMember(store, workspace, context.req.param("uid")));
    })
    .post("/workspaces/:wid/members/:uid", async (context) => {
      const workspace = requireOpen(store, context.req.param("wid"));
      const { workspace_role } = await readBody(context, change);
      requireMember(store, workspace, context.req.param("uid"));
      changeRole(store, workspace, requireUser(store, context.req.param("uid")), workspace_role);
      return context.json(requireMember(store, workspace, context.req.param("uid")));
    })
    .delete("/workspaces/:wid/members/:uid", (context) => {
      const workspace = requireOpen(store, context.req.param("wid"));
      const { user_id } = requireMember(store, workspace, context.req.param("uid"));
      const { role } = requireUser(store, user_id);
      if (isAdminType(role) || role === "billing") throw toInherited(role);
      store.grants.get(workspace.id)?.delete(user_id);
      return context.json({ type: "workspace_member_deleted", user_id, workspace_id: workspace.id });
    });
}

function listMembers(store: Store, workspace: Workspace): WorkspaceMember[] {
  if (workspace.id === store.defaultWorkspaceId) return [];
  const granted = [...(store.grants.get(workspace.id)?.keys() ?? [])].reverse();
  const isInherited = ({ id, role }: User) =>
    (isAdminType(role) || role === "billing") && !granted.includes(id);
  const inherited = store.users.list().filter(isInherited);
  return [...granted, ...inherited.map(({ id }) => id)].flatMap((userId) => {
    const member = toMember(store, workspace, userId);
    return member ? [member] : [];
  });
}

function toMember(store: Store, workspace: Workspace, userId: string): WorkspaceMember | undefined {
  const user = store.users.get(userId);
  const role = user && toWorkspaceRole(store, workspace.id, user);
  return (
    role && { type: "workspace_member", user_id: userId, workspace_id: workspace.id, workspace_role: role }
  );
}

function requireMember(store: Store, workspace: Workspace, userId: string): WorkspaceMember {
  const isDefault = workspace.id === store.defaultWorkspaceId;
  const member = isDefault ? undefined : toMember(store, workspace, userId);
  if (!member) throw toNotFound("Workspace member");
  return member;
}

function requireOpen(store: Store, id: string): Workspace {
  const workspace = requireWorkspace(store, id);
  if (id === store.defaultWorkspaceId) throw toInvalid("The Default workspace has no members of its own.");
  if (workspace.archived_at !== null) throw toInvalid("The workspace is archived.");
  return workspace;
}

/** A billing member can be raised to workspace_admin and back; nothing else about them or an admin can change. */
function changeRole(
  store: Store,
  workspace: Workspace,
  user: User,
  role: WorkspaceMember["workspace_role"],
): void {
  if (isAdminType(user.role)) throw toInherited(user.role);
  if (user.role === "billing" && role === "workspace_billing")
    store.grants.get(workspace.id)?.delete(user.id);
  else if (user.role === "billing" && role !== "workspace_admin") throw toInherited(user.role);
  else if (role === "workspace_billing")
    throw toInvalid("workspace_billing follows from the organization role.");
  else grantWorkspaceRole(store, workspace.id, user.id, role);
}

function toInherited(role: string) {
  return toInvalid(`The workspace role follows from the organization role ${role} and cannot be changed.`);
}
