import type { Route } from "next";
import type { ReactNode } from "react";
import type messages from "@/messages/en.json";
import type { IconName } from "./nav-icons";

export type NavName = keyof typeof messages.shell.nav;

export type NavPage = {
  href: Route;
  name: NavName;
  label: string;
  letter?: string;
  tab?: string;
  view?: string;
  of?: NavName | null;
  keepsDays?: true;
  /** How much waits there for the person. */
  count?: ReactNode;
};
export type NavPlace = {
  name: IconName;
  group: "start" | "directory" | "money" | "governance" | "foot";
  label: string;
  pages: readonly NavPage[];
};

export type Here = { place: NavPlace; page: NavPage; isPageItself: boolean };

/** The longest address wins, so that `/cost/budgets` isn't a detail of `/cost`. */
export function findHere(
  places: readonly NavPlace[],
  pathname: string,
  search: Pick<URLSearchParams, "get">,
): Here | undefined {
  const found = places.flatMap((place) =>
    place.pages.flatMap((page) => {
      const [path = "", query] = page.href.split("?");
      const isPageItself = path === pathname;
      const isDetail = path !== "/" && pathname.startsWith(`${path}/`);
      const isAsked = query === undefined || query === `tab=${search.get("tab")}`;
      return (isPageItself || isDetail) && isAsked ? [{ place, page, isPageItself }] : [];
    }),
  );
  return found.toSorted((one, other) => other.page.href.length - one.page.href.length)[0];
}
