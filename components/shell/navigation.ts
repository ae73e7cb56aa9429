import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Persona } from "@/lib/core/auth/vocabulary";
import type { PagePart } from "@/lib/core/db/vocabulary";
import type { IconName } from "./nav-icons";
import type { NavName, NavPage, NavPlace } from "./places";

/** `part`: of the Admin API. Without it, the page is hidden. */
type Needs = { permission?: Permission; part?: PagePart };
type Page = Needs & {
  href: Route;
  name: NavName;
  /** What follows `g`. */
  letter?: string;
  /** People with this permission find the page in another place. */
  unless?: Permission;
  /** What its tab is called, if not like the page. */
  tab?: NavName;
  /** What it is called in the second row, beside the pages that belong to its tab. */
  view?: NavName;
  /** The page whose tab it belongs to; null without one. */
  of?: NavName | null;
  /** Whether it shows the same days as the tab that someone comes from. */
  keepsDays?: true;
};
/** Its pages need what it needs, and are its tabs. Its link leads to the first that the person may read. */
type Place = Needs & { name: IconName; group: NavPlace["group"]; pages: readonly Page[] };

/** In one place or another, by what the person may read. */
const limits: Page = { href: "/limits", name: "limits", letter: "l", permission: "limits:read" };
const schedules: Page = { href: "/schedules", name: "schedules", letter: "r", permission: "schedules:read" };

/** Everything that leads to a page derives from this: the sidebar, tabs, the palette, and keys. */
export const places: readonly Place[] = [
  {
    name: "overview",
    group: "start",
    permission: "cost:read",
    pages: [{ href: "/", name: "overview", letter: "o" }],
  },
  {
    name: "members",
    group: "directory",
    permission: "members:read",
    part: "members",
    pages: [
      { href: "/members", name: "members", letter: "m" },
      { href: "/invites", name: "invites", letter: "i", permission: "invites:read", part: "invites" },
    ],
  },
  {
    name: "workspaces",
    group: "directory",
    permission: "workspaces:read",
    part: "workspaces",
    pages: [{ href: "/workspaces", name: "workspaces", letter: "w" }, limits],
  },
  {
    name: "keys",
    group: "directory",
    permission: "keys:read",
    part: "api_keys",
    pages: [
      { href: "/keys", name: "apiKeys", letter: "k" },
      { href: "/service-accounts", name: "serviceAccounts", letter: "v" },
    ],
  },
  {
    name: "access",
    group: "directory",
    permission: "members:read",
    part: "workspaces",
    pages: [{ href: "/access", name: "access", letter: "x" }],
  },
  {
    name: "cost",
    group: "money",
    permission: "cost:read",
    part: "cost",
    pages: [
      { href: "/cost", name: "cost", letter: "c", tab: "report", keepsDays: true },
      { href: "/cost/changes", name: "changes", keepsDays: true },
      { href: "/cost/savings", name: "savings" },
      { href: "/cost/people", name: "people", of: "cost" },
      { ...schedules, unless: "settings:read", of: null },
    ],
  },
  {
    name: "usage",
    group: "money",
    permission: "usage:read",
    part: "usage",
    pages: [
      { href: "/usage", name: "usage", letter: "u" },
      { ...limits, unless: "workspaces:read" },
    ],
  },
  {
    name: "claudeCode",
    group: "money",
    permission: "claude-code:read",
    part: "claude_code",
    pages: [{ href: "/claude-code", name: "claudeCode", letter: "d" }],
  },
  {
    name: "close",
    group: "money",
    permission: "cost:read",
    part: "cost",
    pages: [
      { href: "/cost/budgets", name: "budgets", letter: "t" },
      { href: "/cost/chargeback", name: "chargeback" },
      { href: "/cost/statements", name: "statements", permission: "statements:read" },
    ],
  },
  {
    name: "governance",
    group: "governance",
    pages: [
      { href: "/findings", name: "findings", letter: "f", permission: "findings:read" },
      { href: "/reviews", name: "reviews", letter: "e", permission: "reviews:read", part: "workspaces" },
      { href: "/activity", name: "activity", letter: "a", permission: "activity:read", view: "log" },
      { href: "/bulk", name: "bulk", letter: "b", permission: "bulk:read", of: "activity" },
      { href: "/activity/compliance", name: "feed", permission: "log:read", of: "activity" },
    ],
  },
  {
    name: "settings",
    group: "foot",
    permission: "settings:read",
    pages: [
      { href: "/settings", name: "settings", letter: "s", tab: "grants" },
      { href: "/settings?tab=rules", name: "rules" },
      { href: "/settings?tab=key", name: "adminKey" },
      { href: "/settings?tab=log", name: "auditLog" },
      schedules,
    ],
  },
  { name: "me", group: "foot", permission: "me:read", pages: [{ href: "/me", name: "me", letter: "y" }] },
];

/** The places with a page that the person may read and that the organization has, in the order of the sidebar. */
export function listReadable(persona: Persona, unavailable: readonly string[]): Place[] {
  const isReadable = ({ permission, part }: Needs) =>
    (permission === undefined || can({ persona }, permission)) &&
    (part === undefined || !unavailable.includes(part));
  const isHere = ({ unless }: Page) => unless === undefined || !can({ persona }, unless);
  return places
    .filter(isReadable)
    .map((place) => ({ ...place, pages: place.pages.filter((page) => isReadable(page) && isHere(page)) }))
    .filter(({ pages }) => pages.length > 0);
}

/** `counts`: how much waits on a page. */
export async function listPlaces(
  persona: Persona,
  unavailable: readonly string[],
  counts: Partial<Record<NavName, ReactNode>> = {},
): Promise<NavPlace[]> {
  const t = await getTranslations("shell.nav");
  return listReadable(persona, unavailable).map(({ name, group, pages }) => ({
    name,
    group,
    label: t(name),
    pages: pages.map(
      ({ href, name, letter, tab, view, of, keepsDays }): NavPage => ({
        href,
        name,
        label: t(name),
        ...(letter && { letter }),
        ...(tab && { tab: t(tab) }),
        ...(view && { view: t(view) }),
        ...(of !== undefined && { of }),
        ...(keepsDays && { keepsDays }),
        ...(counts[name] && { count: counts[name] }),
      }),
    ),
  }));
}
