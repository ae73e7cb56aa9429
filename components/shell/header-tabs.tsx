"use client";

import { createContext, type ReactNode, use } from "react";

const Tabs = createContext<ReactNode>(null);

/** Puts the tabs of several pages under the title of each. */
export function HeaderTabs({ tabs, children }: { tabs: ReactNode; children: ReactNode }) {
  return <Tabs value={tabs}>{children}</Tabs>;
}

export function useHeaderTabs(): ReactNode {
  return use(Tabs);
}
