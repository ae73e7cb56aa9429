import {
  ChartColumn,
  CircleDollarSign,
  CircleUser,
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
    | "settings";
  group?: "directory" | "reports" | "control";
  permission: Permission;
  icon: ReactNode;
};

/** Every screen in the order of the sidebar. */
const screens: Screen[] = [
  { href: "/", name: "overview", permission: "cost:read", icon: <LayoutDashboard /> },
  { href: "/members", name: "members", group: "directory", permission: "members:read", icon: <Users /> },
  { href: "/invites", name: "invites", group: "directory", permission: "invites:read", icon: <MailPlus /> },
  {
    href: "/workspaces",
    name: "workspaces",
    group: "directory",
    permission: "workspaces:read",
    icon: <Layers />,
  },
  { href: "/keys", name: "keys", group: "directory", permission: "keys:read", icon: <KeyRound /> },
  { href: "/cost", name: "cost", group: "reports", permission: "cost:read", icon: <CircleDollarSign /> },
  { href: "/usage", name: "usage", group: "reports", permission: "usage:read", icon: <ChartColumn /> },
  {
    href: "/claude-code",
    name: "claudeCode",
    group: "reports",
    permission: "claude-code:read",
    icon: <SquareTerminal />,
  },
  { href: "/activity", name: "activity", group: "control", permission: "activity:read", icon: <History /> },
  { href: "/bulk", name: "bulk", group: "control", permission: "bulk:read", icon: <ListChecks /> },
  { href: "/settings", name: "settings", group: "control", permission: "settings:read", icon: <Settings /> },
  { href: "/me", name: "me", permission: "me:read", icon: <CircleUser /> },
];

function listScreens(persona: Persona): Screen[] {
  return screens.filter(({ permission }) => can({ persona }, permission));
}

export async function listNavItems(persona: Persona): Promise<NavItem[]> {
  const t = await getTranslations("shell");
  return listScreens(persona).map(({ href, name, group, icon }) => ({
    href,
    icon,
    label: t(`nav.${name}`),
    group: group && t(`navGroup.${group}`),
  }));
}
