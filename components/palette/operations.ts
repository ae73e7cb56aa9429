import type { Route } from "next";
import type { NavName } from "@/components/shell/places";
import { can, type Permission } from "@/lib/auth/permissions";
import type { Persona } from "@/lib/auth/vocabulary";

/** `isFile`: it is downloaded instead of opened. */
type Operation = { href: Route; page: NavName; permission: Permission; isFile?: true };

/** What a person can do from anywhere: a page, or a dialog on it. */
export const operations = {
  invite: { href: "/invites?open=invite", page: "invites", permission: "invites:write" },
  importInvites: { href: "/invites/import", page: "invites", permission: "invites:write" },
  createWorkspace: { href: "/workspaces?open=create", page: "workspaces", permission: "workspaces:write" },
  addBudget: { href: "/cost/budgets?open=add", page: "budgets", permission: "budgets:write" },
  startReview: { href: "/reviews?open=start", page: "reviews", permission: "reviews:manage" },
  addGrant: { href: "/settings?open=grant", page: "settings", permission: "grants:write" },
  exportActivity: {
    // Sound: it is an address of ours, but no page.
    href: "/api/export/activity.csv" as Route,
    page: "activity",
    permission: "activity:read",
    isFile: true,
  },
} as const satisfies Record<string, Operation>;
export type OperationName = keyof typeof operations;

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
