import {
  CalendarCheck,
  ChartColumn,
  CircleDollarSign,
  CircleUser,
  Grid3x3,
  KeyRound,
  Layers,
  LayoutDashboard,
  type LucideIcon,
  Settings,
  ShieldCheck,
  SquareTerminal,
  Users,
} from "lucide-react";

/** Drawn where they are shown: a page that passed them as elements would carry each twice, as HTML and as data. */
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
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof navIcons;
