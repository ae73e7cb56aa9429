import type { PersonaName } from "@/e2e/people";
import type { sites } from "./sites";

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
  site?: keyof typeof sites;
};

const peek = ["j", "j", " "];
const ofWorkspace = { path: "/workspaces", link: "/workspaces/wrkspc" };
const member: Screen = { path: "/members?sort=spend&dir=desc", link: "/members/" };

const inEnglish: Record<string, Screen> = {
  overview: { path: "/" },
  "overview-finance": { path: "/", persona: "finance" },
  "overview-lead": { path: "/", persona: "lead" },
  member,
  "invites-import": { path: "/invites/import" },
  offboard: { path: "/members/offboard" },
  workspace: { path: "/workspaces", link: "/workspaces/" },
  "access-lead": { path: "/access", persona: "lead" },
  key: { path: "/keys", link: "/keys/" },
  "cost-statement": { path: "/cost/statements", link: "/cost/statements/" },
  "cost-pivot": { path: "/cost?table=pivot" },
  "usage-pivot": { path: "/usage?table=pivot" },
  usage: { path: "/usage?group=model" },
  review: { path: "/reviews", link: "/reviews/" },
  compliance: { path: "/activity/compliance" },
  "bulk-run": { path: "/bulk", link: "/bulk/" },
  "settings-access": { path: "/settings" },
  "me-member": { path: "/me", persona: "member" },
  "no-access": { path: "/settings", persona: "member" },
  "not-found": { path: "/members/user_missing" },
  "sign-in": { path: "/sign-in", persona: null },
  "members-peek": { path: "/members", keys: peek },
  "keys-peek": { path: "/keys", keys: peek },
  "workspaces-peek": { path: "/workspaces", keys: peek },
  palette: { path: "/members", keys: ["Control+k"], opensDialog: true },
  "palette-search": { path: "/members", keys: ["Control+k", ..."te"], opensDialog: true },
  "palette-report": { path: "/members", keys: ["Control+k", ..."cost last month"], opensDialog: true },
  shortcuts: { path: "/members", keys: ["?"], opensDialog: true },
  "cost-export": { path: "/cost", button: "Export" },
  "cost-range": { path: "/cost", button: /^Range/ },
  "cost-filter": { path: "/cost", button: "Filter" },
  "cost-compared": { path: "/cost?range=this_month&compare=previous&group=model" },
  "cost-lines": { path: "/cost?chart=lines&group=model" },
  "cost-table": { path: "/cost?table=days" },
  "overview-loading": { path: "/members", keys: ["g", "o"], answers: "never" },
  "cost-loading": { path: "/cost", button: "Include today", answers: "never" },
  "cost-failed": { path: "/cost", button: "Include today", answers: "fail" },
  "members-loading": { path: "/members", keys: ["/", "a"], answers: "never" },
  "members-failed": { path: "/members", keys: ["/", "a"], answers: "fail" },
  "keys-failed": { path: "/keys", keys: ["/", "a"], answers: "fail" },
  ...each(
    "members invites workspaces access keys service-accounts cost schedules claude-code findings",
    toPage,
  ),
  ...each("limits reviews activity bulk me", toPage),
  ...each("people budgets savings chargeback changes statements", (name) => [
    `cost-${name}`,
    { path: `/cost/${name}` },
  ]),
  ...each("reach keys limits spend settings", (tab) => [
    `workspace-${tab}`,
    { ...ofWorkspace, query: `?tab=${tab}` },
  ]),
  ...each("rules key log", (tab) => [`settings-${tab}`, { path: `/settings?tab=${tab}` }]),
};

const dialogs: Record<string, [path: string, button: string]> = {
  schedule: ["/schedules", "Schedule a report"],
  budget: ["/cost/budgets", "Add budget"],
  webhook: ["/cost/budgets", "Add webhook"],
  month: ["/cost/statements", "Close month"],
  limit: ["/limits", "Set spend limit"],
  workspace: ["/workspaces", "Create workspace"],
  invite: ["/invites", "Invite"],
};

const germanNames =
  "overview members member keys keys-peek access cost cost-people cost-statements usage claude-code";
const emptyPaths =
  "/ /members /keys /workspaces /invites /cost /usage /claude-code /activity /limits /cost/people /cost/savings /cost/statements /cost/budgets /access /findings /reviews /service-accounts /schedules /me";
const hostilePaths =
  "/ /limits /cost /usage?group=key /members /keys /workspaces /access /activity /claude-code /cost/people /cost/changes /service-accounts";
const largePaths = "/ /members /keys /workspaces /access /cost /claude-code";

/** By file name. */
export const screens: Record<string, Screen> = {
  ...inEnglish,
  ...Object.fromEntries(
    Object.entries(dialogs).map(([name, [path, button]]) => [
      `dialog-${name}`,
      { path, button, opensDialog: true },
    ]),
  ),
  ...each(`${germanNames} limits activity palette settings-rules`, (name) => [
    `${name}-german`,
    { path: "/", ...inEnglish[name], language: "de" },
  ]),
  ...each(emptyPaths, (path) => [toName("empty", path), { path, site: "empty" }]),
  ...each(hostilePaths, (path) => [toName("hostile", path), { path, site: "hostile" }]),
  ...each(largePaths, (path) => [toName("large", path), { path, site: "large" }]),
  "hostile-member": { path: "/members?q=subdomain", link: "/members/", site: "hostile" },
};

function each(words: string, toEntry: (word: string) => [string, Screen]): Record<string, Screen> {
  return Object.fromEntries(words.split(" ").map(toEntry));
}

function toPage(name: string): [string, Screen] {
  return [name, { path: `/${name}` }];
}

function toName(site: string, path: string): string {
  return `${site}-${path === "/" ? "overview" : path.slice(1).replaceAll(/\W/g, "-")}`;
}
