"use client";

import type { ReactNode } from "react";
import { CompareSelect } from "@/components/reports/shared/compare-select";
import { DisplayMenu } from "@/components/reports/shared/display-menu";
import { FilterPicker } from "@/components/reports/shared/filter-picker";
import { GranularitySelect } from "@/components/reports/shared/granularity-select";
import { RareChip } from "@/components/reports/shared/rare-chip";
import { canIncludeToday, IncludeToday, ReportRange } from "@/components/reports/shared/report-range";
import { ReportSheet } from "@/components/reports/shared/report-sheet";
import { claudeCodeDimensions } from "@/lib/money/reports/claude-code/dimensions";
import type { ClaudeCodeQuery, ClaudeCodeSearch } from "@/lib/money/reports/claude-code/search-params";
import { dailyGranularities } from "@/lib/money/reports/vocabulary";

// Sound: each dimension is a parameter that is a list.
const noFilter = Object.fromEntries(
  claudeCodeDimensions.map((name) => [name, []]),
) as Partial<ClaudeCodeSearch>;

type Props = {
  search: ClaudeCodeSearch;
  query: ClaudeCodeQuery;
  today: string;
  onChange: (change: Partial<ClaudeCodeSearch>) => void;
  children: ReactNode;
};

export function ClaudeCodeToolbar({ search, query, today, onChange, children }: Props) {
  return (
    <div className="chip-line">
      <ReportRange search={search} range={query} today={today} onChange={onChange} />
      <ReportSheet filter={query.filter} onClear={() => onChange(noFilter)}>
        <FilterPicker
          noun="claude-code"
          range={query}
          dimensions={claudeCodeDimensions}
          filter={query.filter}
          onChange={(dimension, values) => onChange({ [dimension]: values })}
        />
        {canIncludeToday(search, query, today) && (
          <RareChip place="row">
            <IncludeToday search={search} onChange={onChange} />
          </RareChip>
        )}
        <RareChip place="row">
          <CompareSelect value={search.compare} onChange={onChange} />
        </RareChip>
        <DisplayMenu>
          <RareChip place="menu">
            <CompareSelect value={search.compare} onChange={onChange} />
          </RareChip>
          {canIncludeToday(search, query, today) && (
            <RareChip place="menu">
              <IncludeToday search={search} onChange={onChange} />
            </RareChip>
          )}
          <GranularitySelect
            granularities={dailyGranularities}
            value={search.granularity}
            onChange={(granularity) => onChange({ granularity })}
          />
        </DisplayMenu>
      </ReportSheet>
      <span className="ml-auto flex">{children}</span>
    </div>
  );
}
