"use client";

import { useTranslations } from "next-intl";
import { FilterMenu } from "@/components/ui/filter-menu";
import { SearchInput } from "@/components/ui/search-input";
import type { RowCounts } from "@/lib/bulk/schema";
import { type RunSearch, runSearchParams } from "@/lib/bulk/search-params";
import { rowStates } from "@/lib/bulk/vocabulary";
import { useRunNames } from "./use-run-names";

type Props = {
  search: RunSearch;
  counts: RowCounts;
  onChange: (change: Partial<Pick<RunSearch, "q" | "state">>) => void;
};

export function RunToolbar({ search, counts, onChange }: Props) {
  const t = useTranslations("bulk");
  const { toState } = useRunNames();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label={t("search")}
        value={search.q}
        onSearch={(q) => onChange({ q })}
        className="w-72 max-w-full"
      />
      <FilterMenu
        label={t("result")}
        options={rowStates
          .filter((state) => counts[state] > 0 || search.state.includes(state))
          .map((state) => ({ value: state, label: toState(state), count: counts[state] }))}
        chosen={search.state}
        onChange={(chosen) => onChange({ state: runSearchParams.state.parse(chosen.join(",")) ?? [] })}
      />
    </div>
  );
}
