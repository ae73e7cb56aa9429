/** Client-safe: pages, actions, routes and buttons all ask this one table. */
export const personas = ["admin", "finance", "lead", "member", "auditor"] as const;
export type Persona = (typeof personas)[number];

export const permissions = [
  "me:read",
  "members:read",
  "members:write",
  "invites:read",
  "invites:write",
  "workspaces:read",
  "workspaces:write",
  "memberships:write",
  "keys:read",
  "keys:write",
  "cost:read",
  "usage:read",
  "claude-code:read",
  "activity:read",
  "bulk:read",
  "bulk:write",
  "bulk:approve",
  "sync:read",
  "sync:run",
  "settings:read",
  "settings:write",
  "grants:write",
] as const;
export type Permission = (typeof permissions)[number];

const everyone: Permission[] = ["me:read", "sync:read"];
const money: Permission[] = ["cost:read", "usage:read", "claude-code:read"];

const granted: Record<Persona, readonly Permission[]> = {
  admin: permissions,
  finance: [...everyone, ...money],
  lead: [
    ...everyone,
    ...money,
    "members:read",
    "workspaces:read",
    "keys:read",
    "memberships:write",
    "keys:write",
    "bulk:read",
    "bulk:write",
  ],
  member: everyone,
  auditor: permissions.filter((permission) => permission.endsWith(":read")),
};

/** Whether the persona holds the permission. A lead's holds inside their own workspaces only. */
export function can(actor: { persona: Persona }, permission: Permission): boolean {
  return granted[actor.persona].includes(permission);
}

export function isWrite(permission: Permission): boolean {
  return !permission.endsWith(":read");
}
