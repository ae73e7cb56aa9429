import "server-only";
import { grantWorkspaceRole } from "./grants";
import { people } from "./people";
import { type PersonaName, personas } from "./personas";
import type { GrantedWorkspaceRole, OrgRole, User, Workspace } from "./records";
import { listSeededGrants, toSeededUser } from "./seed-people";
import type { Store } from "./store";
import { addWorkspace } from "./workspaces";

const allowedRoles: Record<PersonaName, readonly OrgRole[]> = {
  admin: ["admin", "owner", "primary_owner"],
  finance: ["billing"],
  lead: ["user", "developer", "claude_code_user"],
  member: ["user", "developer", "claude_code_user"],
};

export function findPersona(store: Store, name: PersonaName): User | undefined {
  return store.users.list().find(({ email }) => email.toLowerCase() === personas[name]);
}

export function isInPlace(store: Store, name: PersonaName): boolean {
  const user = findPersona(store, name);
  if (!user || !allowedRoles[name].includes(user.role)) return false;
  const leads = listLed(store, user).length > 0;
  return name === "lead" ? leads : name !== "member" || !leads;
}

/** Undoes only what keeps the person from being the persona. Returns the workspaces in which their role changed. */
export function restorePersona(store: Store, name: PersonaName): { user: User; workspaceIds: string[] } {
  const seeded = toSeeded(store, name);
  const found = findPersona(store, name);
  const { role } = found ?? seeded;
  const user = store.users.put({
    ...(found ?? seeded),
    role: allowedRoles[name].includes(role) ? role : seeded.role,
  });
  store.departed.delete(user.id);
  store.revision += 1;
  const back = found ? [] : giveBack(store, user, seeded);
  if (name === "lead") return { user, workspaceIds: [...back, ...giveLead(store, user, seeded)] };
  if (name === "member") return { user, workspaceIds: [...back, ...takeLead(store, user, seeded)] };
  return { user, workspaceIds: back };
}

function toSeeded(store: Store, name: PersonaName): User {
  const [local] = personas[name].split("@");
  return toSeededUser(
    store,
    people.findIndex(([, each]) => each === local),
  );
}

function giveBack(store: Store, user: User, seeded: User): string[] {
  const own = listSeededGrants(store).filter(({ userId }) => userId === seeded.id);
  const open = own.filter(({ workspaceId }) => isOpen(store, store.workspaces.get(workspaceId)));
  for (const { workspaceId, role } of open) grantWorkspaceRole(store, workspaceId, user.id, role);
  return [...new Set(open.map(({ workspaceId }) => workspaceId))];
}

function giveLead(store: Store, user: User, seeded: User): string[] {
  if (listLed(store, user).length > 0) return [];
  const usual = toSeededRoles(store, seeded);
  const toRank = ({ id }: Workspace) => {
    if (usual.get(id) === "workspace_admin") return 0;
    return store.grants.get(id)?.has(user.id) ? 1 : 2;
  };
  const open = store.workspaces.list().filter((workspace) => isOpen(store, workspace));
  const [first] = open.toSorted((one, other) => toRank(one) - toRank(other));
  const { id } = first ?? addWorkspace(store, { name: "Checkout" });
  grantWorkspaceRole(store, id, user.id, "workspace_admin");
  return [id];
}

function takeLead(store: Store, user: User, seeded: User): string[] {
  const usual = toSeededRoles(store, seeded);
  const led = listLed(store, user);
  for (const id of led) grantWorkspaceRole(store, id, user.id, usual.get(id) ?? "workspace_user");
  return led;
}

function toSeededRoles(store: Store, seeded: User): ReadonlyMap<string, GrantedWorkspaceRole> {
  const own = listSeededGrants(store).filter(({ userId }) => userId === seeded.id);
  return new Map(own.map(({ workspaceId, role }) => [workspaceId, role]));
}

function listLed(store: Store, user: User): string[] {
  return store.workspaces
    .list()
    .filter((workspace) => isOpen(store, workspace))
    .filter(({ id }) => store.grants.get(id)?.get(user.id) === "workspace_admin")
    .map(({ id }) => id);
}

function isOpen(store: Store, workspace: Workspace | undefined): workspace is Workspace {
  return workspace?.archived_at === null && workspace.id !== store.defaultWorkspaceId;
}
