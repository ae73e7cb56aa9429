"use client";

import { createContext, type ReactNode, use } from "react";
import type { Sort } from "./table-head";

/** What a list says about itself to the tools above it. */
export type ListFacts = {
  /** How many filters are set. */
  filterCount: number;
  onClear: (() => void) | undefined;
  /** What the list shows, such as "24 members", if that is known. */
  result: string | undefined;
  sort: Sort | undefined;
  sorts: readonly { value: string; label: string }[];
  /** The columns that can be hidden. */
  columns: readonly { value: string; label: string; isWideOnly: boolean }[];
  /** The person's saved views, and which columns they see. */
  tools?: ReactNode;
};

const Facts = createContext<ListFacts>({
  filterCount: 0,
  onClear: undefined,
  result: undefined,
  sort: undefined,
  sorts: [],
  columns: [],
});

export function ListFactsProvider({ facts, children }: { facts: ListFacts; children: ReactNode }) {
  return <Facts value={facts}>{children}</Facts>;
}

export function useListFacts(): ListFacts {
  return use(Facts);
}
