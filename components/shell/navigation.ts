import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { can, type Permission } from "@/lib/auth/permissions";
import type { Persona } from "@/lib/auth/vocabulary";
import type { PagePart } from "@/lib/db/vocabulary";
import type { ScreenName } from "./nav-icons";
import type { NavItem } from "./sidebar";

type Screen = {
  href: Route;
  name: ScreenName;
  group?: "directory" | "reports" | "control";
  permission: Permission;
  /** The part of the Admin API that the screen needs; without it, the screen is hidden. */
  part?: PagePart;
};

const screens: Screen[] = [
  { href: "/", name: "overview", permission: "cost:read" },
  { href: "/members", name: "members", group: "directory", permission: "members:read", part: "members" },
  { href: "/invites", name: "invites", group: "directory", permission: "invites:read", part: "invites" },
  {
    href: "/workspaces",
    name: "workspaces",
    group: "directory",
    permission: "workspaces:read",
    part: "workspaces",
  },
  { href: "/access", name: "access", group: "directory", permission: "members:read", part: "workspaces" },
  { href: "/keys", name: "keys", group: "directory", permission: "keys:read", part: "api_keys" },
  {
    href: "/service-accounts",
    name: "serviceAccounts",
    group: "directory",
    permission: "keys:read",
    part: "api_keys",
  },
  { href: "/cost", name: "cost", group: "reports", permission: "cost:read", part: "cost" },
  { href: "/usage", name: "usage", group: "reports", permission: "usage:read", part: "usage" },
  {
    href: "/claude-code",
    name: "claudeCode",
    group: "reports",
    permission: "claude-code:read",
    part: "claude_code",
  },
  { href: "/schedules", name: "schedules", group: "reports", permission: "schedules:read", part: "cost" },
  { href: "/findings", name: "findings", group: "control", permission: "findings:read" },
  { href: "/limits", name: "limits", group: "control", permission: "limits:read" },
  { href: "/activity", name: "activity", group: "control", permission: "activity:read" },
  { href: "/reviews", name: "reviews", group: "control", permission: "reviews:read", part: "workspaces" },
  { href: "/bulk", name: "bulk", group: "control", permission: "bulk:read" },
  { href: "/settings", name: "settings", group: "control", permission: "settings:read" },
  { href: "/me", name: "me", permission: "me:read" },
];

type Unavailable = readonly string[];

function listScreens(persona: Persona, unavailable: Unavailable): Screen[] {
  return screens
    .filter(({ permission }) => can({ persona }, permission))
    .filter(({ part }) => part === undefined || !unavailable.includes(part));
}

export async function listNavItems(persona: Persona, unavailable: Unavailable): Promise<NavItem[]> {
  const t = await getTranslations("shell");
  return listScreens(persona, unavailable).map(({ href, name, group }) => ({
    href,
    name,
    label: t(`nav.${name}`),
    group: group && t(`navGroup.${group}`),
  }));
}

/** Pages below a screen, with the screen's permission unless they name another. */
const tabs = [
  { href: "/cost/people", of: "cost", label: "spend.tab.people" },
  { href: "/cost/changes", of: "cost", label: "spend.tab.changes" },
  { href: "/cost/budgets", of: "cost", label: "spend.tab.budgets" },
  { href: "/cost/chargeback", of: "cost", label: "spend.tab.chargeback" },
  { href: "/activity/compliance", of: "activity", label: "activity.feed.title", permission: "log:read" },
  { href: "/settings?tab=rules", of: "settings", label: "settings.tabs.rules" },
  { href: "/settings?tab=key", of: "settings", label: "settings.tabs.key" },
  { href: "/settings?tab=log", of: "settings", label: "settings.tabs.log" },
] as const satisfies readonly { href: Route; of: ScreenName; label: string; permission?: Permission }[];

/** The tabs of screens that the sidebar shows. */
export async function listTabs(persona: Persona, items: readonly NavItem[]): Promise<NavItem[]> {
  const t = await getTranslations();
  return tabs.flatMap(({ href, of, label, ...tab }) => {
    if ("permission" in tab && !can({ persona }, tab.permission)) return [];
    const screen = items.find(({ name }) => name === of);
    return screen ? [{ href, name: of, label: t("shell.tab", { screen: screen.label, tab: t(label) }) }] : [];
  });
}
