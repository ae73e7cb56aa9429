import {
  Bot,
  CalendarClock,
  ChartColumn,
  CircleDollarSign,
  CircleUser,
  Gauge,
  History,
  KeyRound,
  Layers,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  MailPlus,
  Settings,
  ShieldAlert,
  SquareTerminal,
  UserRoundCheck,
  Users,
} from "lucide-react";

/** Drawn where they are shown: a page that passed them as elements would carry each twice, as HTML and as data. */
export const navIcons = {
  overview: LayoutDashboard,
  members: Users,
  invites: MailPlus,
  workspaces: Layers,
  keys: KeyRound,
  serviceAccounts: Bot,
  cost: CircleDollarSign,
  usage: ChartColumn,
  claudeCode: SquareTerminal,
  schedules: CalendarClock,
  findings: ShieldAlert,
  limits: Gauge,
  reviews: UserRoundCheck,
  activity: History,
  bulk: ListChecks,
  settings: Settings,
  me: CircleUser,
} satisfies Record<string, LucideIcon>;

export type ScreenName = keyof typeof navIcons;
