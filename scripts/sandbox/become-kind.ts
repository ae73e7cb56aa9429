import type { OrganizationKind, OrgRole } from "@/lib/sandbox/records";
import { putSpendLimit } from "@/lib/sandbox/spend-limit-records";
import type { Store } from "@/lib/sandbox/store";

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

/** Set on claude.ai for Claude Enterprise, instead of the Console's limits. */
function seedEnterpriseSpendLimits(store: Store): void {
  for (const { id } of store.spendLimits.list()) store.spendLimits.remove(id);
  const [first, second] = store.users.list();
  const put = (scope: Parameters<typeof putSpendLimit>[1]["scope"], amount: string | null) =>
    putSpendLimit(store, { scope, amount });
  put({ type: "organization" }, "5000000");
  put({ type: "seat_tier", seat_tier: "standard" }, "10000");
  put({ type: "seat_tier", seat_tier: "premium" }, "25000");
  put({ type: "rbac_group", rbac_group_id: "rbac_group_01Research" }, "60000");
  put({ type: "organization_service", service: "claude_code" }, "1500000");
  if (first) put({ type: "user", user_id: first.id }, "40000");
  if (second) put({ type: "user", user_id: second.id }, null);
}
