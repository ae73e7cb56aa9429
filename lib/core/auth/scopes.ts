import { type Asking, can, type Permission, permissions } from "./permissions";

/** What no program may do, whoever it belongs to. */
const ofPeopleOnly = ["settings:write", "grants:write", "sessions:write", "tokens:write"] as const;

/** Client-safe. `read` is every permission that ends in `:read`; `scim` is for identity providers. */
export type Scope = Exclude<Permission, (typeof ofPeopleOnly)[number]> | "read" | "scim";

const forbidden: readonly Permission[] = ofPeopleOnly;

export const scopes: readonly Scope[] = [
  "read",
  ...permissions.filter((one): one is Exclude<Scope, "read" | "scim"> => !forbidden.includes(one)),
  "scim",
];

/** The changes that programs can make; any other could be given, and nothing would take it. */
export const usedWrites = [
  "members:write",
  "invites:write",
  "workspaces:write",
  "memberships:write",
  "keys:write",
  "keys:manage",
  "bulk:write",
] as const satisfies readonly Scope[];

const used: readonly Scope[] = usedWrites;

/** What whoever makes a token can choose. */
export const offeredScopes: readonly Scope[] = scopes.filter(
  (one) => one === "read" || one === "scim" || one.endsWith(":read") || used.includes(one),
);

export function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text);
}

/** The permissions that scopes stand for; unknown ones, such as those of later versions, stand for nothing. */
export function toPermissions(given: readonly string[]): Permission[] {
  const isMeant = (one: Permission) =>
    given.includes(one) || (given.includes("read") && one.endsWith(":read"));
  return permissions.filter((one) => isMeant(one) && !forbidden.includes(one));
}

/** Scopes beyond what this persona may do. */
export function listLacking(asking: Asking, given: readonly Scope[]): Scope[] {
  return given.filter((scope) => scope !== "read" && scope !== "scim" && !can(asking, scope));
}

export function mayWrite(given: readonly string[]): boolean {
  return given.includes("scim") || toPermissions(given).some((one) => !one.endsWith(":read"));
}
