"use client";

import type { ReactNode } from "react";
import { SearchInput } from "@/components/ui/controls/search-input";
import { FilterSheet } from "./filter-sheet";
import { useListFacts } from "./list-facts";

type Props = {
  label: string;
  q: string;
  onChange: (change: { q: string }) => void;
  end?: ReactNode;
  children: ReactNode;
};

export function ListToolbar({ label, q, onChange, end, children }: Props) {
  const { tools } = useListFacts();
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <SearchInput
        label={label}
        value={q}
        onSearch={(text) => onChange({ q: text })}
        className="w-72 max-w-full max-md:w-full"
      />
      <FilterSheet>{children}</FilterSheet>
      <div className="ml-auto flex flex-wrap gap-2 empty:hidden">
        {tools}
        {end}
      </div>
    </div>
  );
}
