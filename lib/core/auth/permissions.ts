import type { Persona } from "./vocabulary";

/**
 * Client-safe: pages, actions, routes, and buttons all use this one table. The matrix in Settings shows it, and
 * `npm run law` writes it into README.md.
 */
export const permissions = [
  "me:read",
  "me:write",
  "passkeys:write",
  "tokens:write",
  "members:read",
  "members:write",
  "invites:read",
  "invites:write",
  "workspaces:read",
  "workspaces:write",
  "memberships:write",
  "keys:read",
  "keys:write",
  "keys:manage",
  "limits:read",
  "limits:write",
  "cost:read",
  "budgets:write",
  "statements:read",
  "statements:write",
  "unusual-days:write",
  "savings:write",
  "schedules:read",
  "schedules:write",
  "usage:read",
  "claude-code:read",
  "views:read",
  "views:write",
  "reviews:read",
  "reviews:write",
  "reviews:manage",
  "activity:read",
  "log:read",
  "activity:write",
  "bulk:read",
  "bulk:write",
  "bulk:approve",
  "findings:read",
  "findings:write",
  "sync:read",
  "sync:run",
  "settings:read",
  "settings:write",
  "grants:write",
  "sessions:write",
  "sandbox:reset",
] as const;
export type Permission = (typeof permissions)[number];

const everyone: Permission[] = ["me:read", "me:write", "passkeys:write", "tokens:write", "sync:read"];
const money: Permission[] = [
  "cost:read",
  "usage:read",
  "claude-code:read",
  "views:read",
  "views:write",
  "schedules:read",
  "schedules:write",
];

const granted: Record<Persona, readonly Permission[]> = {
  admin: permissions,
  finance: [
    ...everyone,
    ...money,
    "limits:read",
    "budgets:write",
    "statements:read",
    "statements:write",
    "unusual-days:write",
    "savings:write",
  ],
  lead: [
    ...everyone,
    ...money,
    "members:read",
    "workspaces:read",
    "keys:read",
    "memberships:write",
    "keys:write",
    "unusual-days:write",
    "savings:write",
    "reviews:read",
    "reviews:write",
    "bulk:read",
    "bulk:write",
    "findings:read",
    "findings:write",
    "activity:read",
  ],
  member: everyone,
  auditor: permissions.filter((one) => everyone.includes(one) || !isWrite(one)),
};

/** `scopes` are the most that a program may do, whatever its person may; undefined for people themselves. */
export type Asking = {
  persona: Persona;
  isReadOnly?: boolean;
  scopes?: readonly Permission[] | undefined;
};

/** A lead's permissions apply only inside their own workspaces. */
export function can({ persona, isReadOnly = false, scopes }: Asking, permission: Permission): boolean {
  return (
    granted[persona].includes(permission) &&
    (scopes === undefined || scopes.includes(permission)) &&
    !(isReadOnly && isWrite(permission) && !always.includes(permission))
  );
}

/** A read-only installation must still be able to end sessions and confirm identities. */
const always: readonly Permission[] = ["me:write", "sessions:write"];

function isWrite(permission: Permission): boolean {
  return !permission.endsWith(":read");
}
