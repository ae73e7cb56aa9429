import {
  CalendarCheck,
  ChartColumn,
  CircleDollarSign,
  CircleUser,
  Grid3x3,
  History,
  KeyRound,
  Layers,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  MailPlus,
  Settings,
  ShieldAlert,
  ShieldCheck,
  SquareTerminal,
  Users,
} from "lucide-react";

/** Of places, and of lists that may be empty. Drawn where they are shown: a page that passed them as elements would carry each twice, as HTML and as data. */
export const navIcons = {
  overview: LayoutDashboard,
  members: Users,
  workspaces: Layers,
  keys: KeyRound,
  access: Grid3x3,
  cost: CircleDollarSign,
  usage: ChartColumn,
  claudeCode: SquareTerminal,
  close: CalendarCheck,
  governance: ShieldCheck,
  settings: Settings,
  me: CircleUser,
  invites: MailPlus,
  findings: ShieldAlert,
  activity: History,
  bulk: ListChecks,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof navIcons;
