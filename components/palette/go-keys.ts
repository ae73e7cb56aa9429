import type { ScreenName } from "@/components/shell/nav-icons";
import type { NavItem } from "@/components/shell/sidebar";

/** What follows `g`. */
const letters: Record<ScreenName, string> = {
  overview: "o",
  members: "m",
  invites: "i",
  workspaces: "w",
  access: "x",
  keys: "k",
  serviceAccounts: "v",
  cost: "c",
  usage: "u",
  claudeCode: "d",
  schedules: "r",
  findings: "f",
  limits: "l",
  activity: "a",
  bulk: "b",
  reviews: "e",
  settings: "s",
  me: "y",
};

export type GoKey = { letter: string; screen: NavItem };

/** One per screen: of its pages, the first is the screen. */
export function listGoKeys(pages: readonly NavItem[]): GoKey[] {
  const firsts = pages.filter(({ name }, index) => pages.findIndex((page) => page.name === name) === index);
  return firsts.map((screen) => ({ letter: letters[screen.name], screen }));
}
