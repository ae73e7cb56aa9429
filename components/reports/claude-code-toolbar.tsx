"use client";

import type { ClaudeCodeQuery, ClaudeCodeSearch } from "@/lib/reports/claude-code-search-params";
import { claudeCodeDimensions, dailyGranularities } from "@/lib/reports/vocabulary";
import { BarsSelect } from "./bars-select";
import { CompareSelect } from "./compare-select";
import { FilterPicker } from "./filter-picker";
import { ReportRange } from "./report-range";
import { SavedViews } from "./saved-views";

type Props = {
  search: ClaudeCodeSearch;
  query: ClaudeCodeQuery;
  /** The UTC day of the server's answer. */
  today: string;
  onChange: (change: Partial<ClaudeCodeSearch>) => void;
};

export function ClaudeCodeToolbar({ search, query, today, onChange }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ReportRange search={search} range={query} today={today} onChange={onChange} />
      <FilterPicker
        noun="claude-code"
        range={query}
        dimensions={claudeCodeDimensions}
        filter={query.filter}
        onChange={(dimension, values) => onChange({ [dimension]: values })}
      />
      <BarsSelect
        granularities={dailyGranularities}
        value={search.granularity}
        onChange={(granularity) => onChange({ granularity })}
      />
      <CompareSelect value={search.compare} onChange={onChange} />
      <span className="ml-auto">
        <SavedViews page="claude-code" />
      </span>
    </div>
  );
}
