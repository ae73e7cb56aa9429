"use client";

import { createContext, type ReactNode, use } from "react";

/** What a page adds to its list, from features that the list doesn't know. */
type ListExtras = {
  /** Above the list's tools. */
  tabs?: ReactNode;
  /** Further tools at the end of the list's tools. */
  tools?: ReactNode;
  /** Which columns the person doesn't want to see. */
  hiddenColumns?: readonly string[];
  /** Whether that was their choice: then a laptop leaves out nothing else. */
  areColumnsChosen?: boolean;
};

const Extras = createContext<ListExtras>({});

/** Adds to what is there already. */
export function ListExtrasProvider({ tools, children, ...more }: ListExtras & { children: ReactNode }) {
  const outer = useListExtras();
  const all = (
    <>
      {outer.tools}
      {tools}
    </>
  );
  return <Extras value={{ ...outer, ...more, tools: all }}>{children}</Extras>;
}

export function useListExtras(): ListExtras {
  return use(Extras);
}
