import type { Route } from "next";
import type { ScreenName } from "@/components/shell/nav-icons";
import { can, type Permission } from "@/lib/auth/permissions";
import type { Persona } from "@/lib/auth/vocabulary";

/** `isFile`: it is downloaded instead of opened. */
type Operation = { href: Route; screen: ScreenName; permission: Permission; isFile?: true };

/** What a person can do from anywhere: a page, or a dialog on it. */
export const operations = {
  invite: { href: "/invites?open=invite", screen: "invites", permission: "invites:write" },
  importInvites: { href: "/invites/import", screen: "invites", permission: "invites:write" },
  createWorkspace: { href: "/workspaces?open=create", screen: "workspaces", permission: "workspaces:write" },
  addBudget: { href: "/cost/budgets?open=add", screen: "cost", permission: "budgets:write" },
  startReview: { href: "/reviews?open=start", screen: "reviews", permission: "reviews:manage" },
  addGrant: { href: "/settings?open=grant", screen: "settings", permission: "grants:write" },
  exportActivity: {
    // Sound: it is an address of ours, but no page.
    href: "/api/export/activity.csv" as Route,
    screen: "activity",
    permission: "activity:read",
    isFile: true,
  },
} as const satisfies Record<string, Operation>;
export type OperationName = keyof typeof operations;

type Screens = readonly { name: ScreenName }[];

/** `screens` are those that the person may open, and that the organization has. */
export function listOperations(
  actor: { persona: Persona; isReadOnly: boolean },
  screens: Screens,
): OperationName[] {
  const names = Object.keys(operations) as OperationName[]; // Sound: a record's own keys.
  return names.filter((name) => {
    const { screen, permission } = operations[name];
    return can(actor, permission) && screens.some((one) => one.name === screen);
  });
}
