"use client";

import type { ReactNode } from "react";
import { CompareSelect } from "@/components/reports/shared/compare-select";
import { DisplayMenu } from "@/components/reports/shared/display-menu";
import { FilterPicker } from "@/components/reports/shared/filter-picker";
import { GranularitySelect } from "@/components/reports/shared/granularity-select";
import { ReportRange } from "@/components/reports/shared/report-range";
import { claudeCodeDimensions } from "@/lib/reports/claude-code/dimensions";
import type { ClaudeCodeQuery, ClaudeCodeSearch } from "@/lib/reports/claude-code/search-params";
import { dailyGranularities } from "@/lib/reports/vocabulary";

type Props = {
  search: ClaudeCodeSearch;
  query: ClaudeCodeQuery;
  today: string;
  onChange: (change: Partial<ClaudeCodeSearch>) => void;
  children: ReactNode;
};

export function ClaudeCodeToolbar({ search, query, today, onChange, children }: Props) {
  return (
    <div className="chip-row">
      <ReportRange search={search} range={query} today={today} onChange={onChange} />
      <FilterPicker
        noun="claude-code"
        range={query}
        dimensions={claudeCodeDimensions}
        filter={query.filter}
        onChange={(dimension, values) => onChange({ [dimension]: values })}
      />
      <CompareSelect value={search.compare} onChange={onChange} />
      <DisplayMenu>
        <GranularitySelect
          granularities={dailyGranularities}
          value={search.granularity}
          onChange={(granularity) => onChange({ granularity })}
        />
      </DisplayMenu>
      <span className="ml-auto">{children}</span>
    </div>
  );
}
