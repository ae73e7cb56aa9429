"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Granularity } from "@/lib/calendar";
import type { ReportNoun } from "@/lib/reports/queries";
import type { BreakdownViewQuery, BreakdownViewSearch } from "@/lib/reports/search-params";
import { topCounts, type UsageSource } from "@/lib/reports/vocabulary";
import { CompareSelect } from "./compare-select";
import { FilterPicker } from "./filter-picker";
import { GranularitySelect } from "./granularity-select";
import { ReportRange } from "./report-range";
import { ReportSelect } from "./report-select";
import { useDimensionName } from "./use-dimension-name";

export type Controls<Group extends string, Dimension extends string> = {
  search: BreakdownViewSearch;
  query: BreakdownViewQuery<Group, Dimension> & { source?: UsageSource };
  canBeHours?: boolean;
  today: string;
  onChange: (change: Partial<BreakdownViewSearch>) => void;
  onGroup: (group: Group) => void;
  onFilter: (dimension: Dimension, values: string[]) => void;
};

type Props<Group extends string, Dimension extends string> = {
  noun: Exclude<ReportNoun, "claude-code">;
  controls: Controls<Group, Dimension>;
  groups: readonly Group[];
  dimensions: readonly Dimension[];
  granularities: readonly Granularity[];
  children: ReactNode;
};

export function BreakdownToolbar<Group extends string, Dimension extends string>(
  props: Props<Group, Dimension>,
) {
  const { noun, controls, groups, dimensions, granularities, children } = props;
  const { search, query, today, onChange, onGroup, onFilter } = controls;
  const t = useTranslations("reports");
  const toDimension = useDimensionName();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ReportRange search={search} range={query} today={today} onChange={onChange} />
      <ReportSelect
        label={t("group")}
        options={groups.map((value) => ({ value, label: toDimension(value) }))}
        value={query.group}
        onChange={onGroup}
      />
      <FilterPicker
        noun={noun}
        range={query}
        dimensions={dimensions}
        filter={query.filter}
        onChange={onFilter}
      />
      <GranularitySelect
        granularities={granularities}
        canBeHours={controls.canBeHours ?? false}
        value={search.granularity}
        onChange={(granularity) => onChange({ granularity })}
      />
      <CompareSelect value={query.compare} onChange={onChange} />
      <ReportSelect
        label={t("top")}
        options={topCounts.map((count) => ({ value: String(count), label: t("topCount", { count }) }))}
        value={String(query.top)}
        onChange={(top) => onChange({ top })}
      />
      <span className="ml-auto">{children}</span>
    </div>
  );
}
