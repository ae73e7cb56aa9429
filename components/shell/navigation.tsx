import {
  Bot,
  ChartColumn,
  CircleDollarSign,
  CircleUser,
  Gauge,
  History,
  KeyRound,
  Layers,
  LayoutDashboard,
  ListChecks,
  MailPlus,
  Settings,
  SquareTerminal,
  Users,
} from "lucide-react";
import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { can, type Permission, type Persona } from "@/lib/auth/permissions";
import type { PagePart } from "@/lib/db/vocabulary";
import type { NavItem } from "./sidebar";

type Screen = {
  href: Route;
  name:
    | "overview"
    | "members"
    | "workspaces"
    | "usage"
    | "cost"
    | "claudeCode"
    | "me"
    | "invites"
    | "activity"
    | "bulk"
    | "keys"
    | "serviceAccounts"
    | "limits"
    | "settings";
  group?: "directory" | "reports" | "control";
  permission: Permission;
  /** The part of the Admin API that the screen needs; without it, the screen is hidden. */
  part?: PagePart;
  icon: ReactNode;
};

const screens: Screen[] = [
  { href: "/", name: "overview", permission: "cost:read", icon: <LayoutDashboard /> },
  {
    href: "/members",
    name: "members",
    group: "directory",
    permission: "members:read",
    part: "members",
    icon: <Users />,
  },
  {
    href: "/invites",
    name: "invites",
    group: "directory",
    permission: "invites:read",
    part: "invites",
    icon: <MailPlus />,
  },
  {
    href: "/workspaces",
    name: "workspaces",
    group: "directory",
    permission: "workspaces:read",
    part: "workspaces",
    icon: <Layers />,
  },
  {
    href: "/keys",
    name: "keys",
    group: "directory",
    permission: "keys:read",
    part: "api_keys",
    icon: <KeyRound />,
  },
  {
    href: "/service-accounts",
    name: "serviceAccounts",
    group: "directory",
    permission: "keys:read",
    part: "api_keys",
    icon: <Bot />,
  },
  {
    href: "/cost",
    name: "cost",
    group: "reports",
    permission: "cost:read",
    part: "cost",
    icon: <CircleDollarSign />,
  },
  {
    href: "/usage",
    name: "usage",
    group: "reports",
    permission: "usage:read",
    part: "usage",
    icon: <ChartColumn />,
  },
  {
    href: "/claude-code",
    name: "claudeCode",
    group: "reports",
    permission: "claude-code:read",
    part: "claude_code",
    icon: <SquareTerminal />,
  },
  { href: "/limits", name: "limits", group: "control", permission: "limits:read", icon: <Gauge /> },
  { href: "/activity", name: "activity", group: "control", permission: "activity:read", icon: <History /> },
  { href: "/bulk", name: "bulk", group: "control", permission: "bulk:read", icon: <ListChecks /> },
  { href: "/settings", name: "settings", group: "control", permission: "settings:read", icon: <Settings /> },
  { href: "/me", name: "me", permission: "me:read", icon: <CircleUser /> },
];

type Unavailable = readonly string[];

function listScreens(persona: Persona, unavailable: Unavailable): Screen[] {
  return screens
    .filter(({ permission }) => can({ persona }, permission))
    .filter(({ part }) => part === undefined || !unavailable.includes(part));
}

export async function listNavItems(persona: Persona, unavailable: Unavailable): Promise<NavItem[]> {
  const t = await getTranslations("shell");
  return listScreens(persona, unavailable).map(({ href, name, group, icon }) => ({
    href,
    icon,
    label: t(`nav.${name}`),
    group: group && t(`navGroup.${group}`),
  }));
}
