import type { PersonaName } from "@/e2e/people";

export type Screen = {
  path: string;
  /** The first link on `path` that starts with this leads to the screen, such as to a member. */
  link?: string;
  /** Added to that link, such as to open a tab. */
  query?: string;
  /** Nobody is signed in if null; an admin if missing. */
  persona?: PersonaName | null;
  language?: "de";
  /** The button that opens what is shown, such as a dialog. */
  button?: string | RegExp;
  /** Whether the button or the keys open a dialog. */
  opensDialog?: true;
  /** Pressed one after the other, once the page is there. */
  keys?: readonly string[];
  /** How requests for data are answered before anything is pressed. */
  answers?: "never" | "fail";
  site?: "trial" | "empty" | "hostile" | "large";
};

/** By file name. */
export const screens: Record<string, Screen> = {
  overview: { path: "/" },
  "overview-finance": { path: "/", persona: "finance" },
  "overview-lead": { path: "/", persona: "lead" },
  "overview-german": { path: "/", language: "de" },
  members: { path: "/members" },
  member: { path: "/members?sort=spend&dir=desc", link: "/members/" },
  invites: { path: "/invites" },
  "invites-import": { path: "/invites/import" },
  offboard: { path: "/members/offboard" },
  workspaces: { path: "/workspaces" },
  workspace: { path: "/workspaces", link: "/workspaces/" },
  "workspace-reach": { path: "/workspaces", link: "/workspaces/wrkspc", query: "?tab=reach" },
  "workspace-keys": { path: "/workspaces", link: "/workspaces/wrkspc", query: "?tab=keys" },
  "workspace-limits": { path: "/workspaces", link: "/workspaces/wrkspc", query: "?tab=limits" },
  "workspace-spend": { path: "/workspaces", link: "/workspaces/wrkspc", query: "?tab=spend" },
  "workspace-settings": { path: "/workspaces", link: "/workspaces/wrkspc", query: "?tab=settings" },
  access: { path: "/access" },
  "access-lead": { path: "/access", persona: "lead" },
  "access-german": { path: "/access", language: "de" },
  keys: { path: "/keys" },
  key: { path: "/keys", link: "/keys/" },
  "service-accounts": { path: "/service-accounts" },
  cost: { path: "/cost" },
  "cost-people": { path: "/cost/people" },
  "cost-budgets": { path: "/cost/budgets" },
  "cost-savings": { path: "/cost/savings" },
  "cost-chargeback": { path: "/cost/chargeback" },
  "cost-changes": { path: "/cost/changes" },
  "cost-statements": { path: "/cost/statements" },
  "cost-statement": { path: "/cost/statements", link: "/cost/statements/" },
  "cost-pivot": { path: "/cost?table=pivot" },
  "usage-pivot": { path: "/usage?table=pivot" },
  schedules: { path: "/schedules" },
  usage: { path: "/usage?group=model" },
  "claude-code": { path: "/claude-code" },
  findings: { path: "/findings" },
  limits: { path: "/limits" },
  reviews: { path: "/reviews" },
  review: { path: "/reviews", link: "/reviews/" },
  activity: { path: "/activity" },
  compliance: { path: "/activity/compliance" },
  bulk: { path: "/bulk" },
  "bulk-run": { path: "/bulk", link: "/bulk/" },
  "settings-access": { path: "/settings" },
  "settings-rules": { path: "/settings?tab=rules" },
  "settings-key": { path: "/settings?tab=key" },
  "settings-log": { path: "/settings?tab=log" },
  me: { path: "/me" },
  "me-member": { path: "/me", persona: "member" },
  "no-access": { path: "/settings", persona: "member" },
  "not-found": { path: "/members/user_missing" },
  "sign-in": { path: "/sign-in", persona: null },
  "dialog-schedule": { path: "/schedules", button: "Schedule a report", opensDialog: true },
  "dialog-budget": { path: "/cost/budgets", button: "Add budget", opensDialog: true },
  "dialog-webhook": { path: "/cost/budgets", button: "Add webhook", opensDialog: true },
  "dialog-month": { path: "/cost/statements", button: "Close month", opensDialog: true },
  "dialog-limit": { path: "/limits", button: "Set spend limit", opensDialog: true },
  "dialog-workspace": { path: "/workspaces", button: "Create workspace", opensDialog: true },
  "dialog-invite": { path: "/invites", button: "Invite", opensDialog: true },
  "people-german": { path: "/cost/people", language: "de" },
  "statements-german": { path: "/cost/statements", language: "de" },
  "limits-german": { path: "/limits", language: "de" },
  "claude-code-german": { path: "/claude-code", language: "de" },
  "person-german": { path: "/members?sort=spend&dir=desc", link: "/members/", language: "de" },
  "activity-german": { path: "/activity", language: "de" },
  "keys-german": { path: "/keys", language: "de" },
  "settings-german": { path: "/settings?tab=rules", language: "de" },
  "members-german": { path: "/members", language: "de" },
  "members-peek": { path: "/members", keys: ["j", "j", " "] },
  "keys-peek": { path: "/keys", keys: ["j", "j", " "] },
  "workspaces-peek": { path: "/workspaces", keys: ["j", "j", " "] },
  "keys-peek-german": { path: "/keys", language: "de", keys: ["j", "j", " "] },
  palette: { path: "/members", keys: ["Control+k"], opensDialog: true },
  "palette-search": { path: "/members", keys: ["Control+k", ..."te"], opensDialog: true },
  "palette-report": { path: "/members", keys: ["Control+k", ..."cost last month"], opensDialog: true },
  shortcuts: { path: "/members", keys: ["?"], opensDialog: true },
  "palette-german": { path: "/members", language: "de", keys: ["Control+k"], opensDialog: true },
  "cost-german": { path: "/cost", language: "de" },
  "cost-export": { path: "/cost", button: "Export" },
  "cost-range": { path: "/cost", button: /^Range/ },
  "cost-filter": { path: "/cost", button: "Filter" },
  "cost-compared": { path: "/cost?range=this_month&compare=previous&group=model" },
  "cost-lines": { path: "/cost?chart=lines&group=model" },
  "cost-table": { path: "/cost?table=days" },
  "usage-german": { path: "/usage?group=model", language: "de" },
  "overview-loading": { path: "/members", keys: ["g", "o"], answers: "never" },
  "cost-loading": { path: "/cost", button: "Include today", answers: "never" },
  "cost-failed": { path: "/cost", button: "Include today", answers: "fail" },
  "members-loading": { path: "/members", keys: ["/", "a"], answers: "never" },
  "members-failed": { path: "/members", keys: ["/", "a"], answers: "fail" },
  "keys-failed": { path: "/keys", keys: ["/", "a"], answers: "fail" },
  ...ofSite("empty", [
    "/",
    "/members",
    "/keys",
    "/workspaces",
    "/invites",
    "/cost",
    "/usage",
    "/claude-code",
    "/activity",
    "/limits",
    "/cost/people",
    "/cost/savings",
    "/cost/statements",
    "/cost/budgets",
    "/access",
    "/findings",
    "/reviews",
    "/service-accounts",
    "/schedules",
    "/me",
  ]),
  ...ofSite("hostile", [
    "/",
    "/limits",
    "/cost",
    "/usage?group=key",
    "/members",
    "/keys",
    "/workspaces",
    "/access",
    "/activity",
    "/claude-code",
    "/cost/people",
    "/cost/changes",
    "/service-accounts",
  ]),
  ...ofSite("large", ["/", "/members", "/keys", "/workspaces", "/access", "/cost", "/claude-code"]),
  "hostile-member": { path: "/members?q=subdomain", link: "/members/", site: "hostile" },
};

function ofSite(site: NonNullable<Screen["site"]>, paths: readonly string[]): Record<string, Screen> {
  return Object.fromEntries(paths.map((path) => [toName(site, path), { path, site }]));
}

function toName(site: string, path: string): string {
  return `${site}-${path === "/" ? "overview" : path.slice(1).replaceAll(/\W/g, "-")}`;
}
