import type { ReactNode } from "react";
import { SearchInput } from "@/components/ui/controls/search-input";

type Props = {
  label: string;
  q: string;
  onChange: (change: { q: string }) => void;
  end?: ReactNode;
  children: ReactNode;
};

export function ListToolbar({ label, q, onChange, end, children }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label={label}
        value={q}
        onSearch={(text) => onChange({ q: text })}
        className="w-72 max-w-full"
      />
      {children}
      {end && <div className="ml-auto flex flex-wrap">{end}</div>}
    </div>
  );
}
