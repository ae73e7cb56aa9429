"use client";

import { useTranslations } from "next-intl";
import { useRunNames } from "@/components/shell/use-run-names";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { RowCounts } from "@/lib/core/bulk/schema";
import { type RunSearch, runSearchParams } from "@/lib/core/bulk/search-params";
import { rowStates } from "@/lib/core/bulk/vocabulary";

type Props = {
  search: RunSearch;
  counts: RowCounts;
  onChange: (change: Partial<Pick<RunSearch, "q" | "state">>) => void;
};

export function RunToolbar({ search, counts, onChange }: Props) {
  const t = useTranslations("bulk");
  const { toState } = useRunNames();
  return (
    <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
      <FilterMenu
        label={t("result")}
        options={rowStates
          .filter((state) => counts[state] > 0 || search.state.includes(state))
          .map((state) => ({ value: state, label: toState(state), count: counts[state] }))}
        chosen={search.state}
        onChange={(chosen) => onChange({ state: runSearchParams.state.parse(chosen.join(",")) ?? [] })}
      />
    </ListToolbar>
  );
}
