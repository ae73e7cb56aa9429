"use client";

import type { ReactNode } from "react";
import { SearchInput } from "@/components/ui/controls/search-input";
import { FilterSheet } from "./filter-sheet";
import { useListFacts } from "./list-facts";

type Props = {
  label: string;
  q: string;
  onChange: (change: { q: string }) => void;
  children: ReactNode;
};

export function ListToolbar({ label, q, onChange, children }: Props) {
  const { tools } = useListFacts();
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <SearchInput
        label={label}
        value={q}
        onSearch={(text) => onChange({ q: text })}
        // Gives way, so that the filters stay in one row.
        className="min-w-28 max-w-72 flex-1 max-md:max-w-none"
      />
      <FilterSheet>{children}</FilterSheet>
      <div className="ml-auto flex gap-2 empty:hidden">{tools}</div>
    </div>
  );
}
