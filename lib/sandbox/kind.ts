import "server-only";
import type { MiddlewareHandler } from "hono";
import { Problem } from "./problem";
import type { OrganizationKind, OrgRole } from "./records";
import { seedEnterpriseSpendLimits } from "./spend-limit-records";
import type { Store } from "./store";

/** Parts that only Console organizations have, with the status that others get. */
const consoleOnly: [path: RegExp, status: number][] = [
  [/^\/v1\/organizations\/(workspaces|api_keys)(\/|$)/, 404],
  [/^\/v1\/organizations\/(usage_report|cost_report|rate_limits)(\/|$)/, 403],
];

export function refuseMissingParts(store: Store): MiddlewareHandler {
  return async ({ req }, next) => {
    const [, status] = consoleOnly.find(([path]) => path.test(req.path)) ?? [];
    if (store.kind === "enterprise" && status)
      throw new Problem(status, "This endpoint is not available for this organization.");
    await next();
  };
}

const enterpriseRoles: Partial<Record<OrgRole, OrgRole>> = {
  admin: "owner",
  billing: "membership_admin",
  developer: "user",
  claude_code_user: "managed",
};

export function becomeKind(store: Store, kind: OrganizationKind): void {
  store.kind = kind;
  if (kind === "console") return;
  for (const user of store.users.list())
    store.users.put({ ...user, role: enterpriseRoles[user.role] ?? user.role });
  for (const invite of store.invites.list())
    store.invites.put({ ...invite, role: enterpriseRoles[invite.role] ?? invite.role });
  seedEnterpriseSpendLimits(store);
}
