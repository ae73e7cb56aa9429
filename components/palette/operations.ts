import type { Route } from "next";
import type { NavName } from "@/components/shell/places";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Persona } from "@/lib/core/auth/vocabulary";

/** `isFile`: it is downloaded instead of opened. `isAsked`: it is offered only when somebody types it. */
type Operation = { href: Route; page: NavName; permission: Permission; isFile?: true; isAsked?: true };

/** What a person can do from anywhere: a page, a dialog on it, or a file. */
export const operations = {
  invite: { href: "/invites?open=invite", page: "invites", permission: "invites:write" },
  importInvites: { href: "/invites/import", page: "invites", permission: "invites:write" },
  createWorkspace: { href: "/workspaces?open=create", page: "workspaces", permission: "workspaces:write" },
  addBudget: { href: "/cost/budgets?open=add", page: "budgets", permission: "budgets:write" },
  closeMonth: { href: "/cost/statements?open=close", page: "statements", permission: "statements:write" },
  startReview: { href: "/reviews?open=start", page: "reviews", permission: "reviews:manage" },
  addGrant: { href: "/settings?open=grant", page: "settings", permission: "grants:write" },
  notifications: {
    href: "/settings?tab=rules&open=messages",
    page: "rules",
    permission: "settings:read",
    isAsked: true,
  },
  unusedKeys: { href: "/keys?unused=90", page: "apiKeys", permission: "keys:read", isAsked: true },
  expiringKeys: { href: "/keys?expiry=soon", page: "apiKeys", permission: "keys:read", isAsked: true },
  inactiveMembers: { href: "/members?idle=90", page: "members", permission: "members:read", isAsked: true },
  formerMembers: { href: "/members?state=left", page: "members", permission: "members:read", isAsked: true },
  admins: { href: "/members?role=admin", page: "members", permission: "members:read", isAsked: true },
  openInvites: {
    href: "/invites?status=pending",
    page: "invites",
    permission: "invites:read",
    isAsked: true,
  },
  exportActivity: {
    // Sound: it is an address of ours, but no page.
    href: "/api/export/activity.csv" as Route,
    page: "activity",
    permission: "activity:read",
    isFile: true,
  },
  exportMembers: toFile("members", "members", "members:read"),
  exportKeys: toFile("keys", "apiKeys", "keys:read"),
  exportAccess: toFile("access", "access", "members:read"),
  exportCost: toFile("cost", "cost", "cost:read"),
} as const satisfies Record<string, Operation>;
export type OperationName = keyof typeof operations;

function toFile<Page extends NavName, Needed extends Permission>(
  noun: string,
  page: Page,
  permission: Needed,
) {
  // Sound: as above.
  return {
    href: `/api/export/${noun}.csv` as Route,
    page,
    permission,
    isFile: true,
    isAsked: true,
  } as const;
}

type Pages = readonly { name: NavName }[];

/** `pages` are those that the person may open, and that the organization has. */
export function listOperations(
  actor: { persona: Persona; isReadOnly: boolean },
  pages: Pages,
): OperationName[] {
  const names = Object.keys(operations) as OperationName[]; // Sound: a record's own keys.
  return names.filter((name) => {
    const { page, permission } = operations[name];
    return can(actor, permission) && pages.some(({ name }) => name === page);
  });
}
