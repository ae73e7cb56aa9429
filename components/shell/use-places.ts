"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { use } from "react";
import { ConsoleFactsContext } from "./console-facts";
import { findHere, type Here, type NavPage, type NavPlace } from "./places";

export function usePlaces(): readonly NavPlace[] {
  return use(ConsoleFactsContext).places;
}

export function usePages(): readonly NavPage[] {
  return usePlaces().flatMap(({ pages }) => pages);
}

/** The page that is shown, or whose detail is: `/members/user_1` belongs to `/members`. */
export function useHere(): Here | undefined {
  const places = usePlaces();
  const pathname = usePathname();
  const search = useSearchParams();
  return findHere(places, pathname, search);
}
