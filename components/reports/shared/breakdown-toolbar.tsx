"use client";

import { ChartArea, ChartColumn, ChartLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { loadedLater } from "@/components/ui/on-demand";
import type { Granularity } from "@/lib/core/format/calendar";
import { isTag, type TagDimension, toTag } from "@/lib/money/reports/dimension";
import type { ReportNoun } from "@/lib/money/reports/queries";
import type { CostReport, InOneCurrency } from "@/lib/money/reports/schema";
import type { ChartShape } from "@/lib/money/reports/search-params";
import { chartShapes, topCounts } from "@/lib/money/reports/vocabulary";
import { CompareSelect } from "./compare-select";
import { DisplayMenu } from "./display-menu";
import { FilterPicker } from "./filter-picker";
import { GranularitySelect } from "./granularity-select";
import { LaterFilterChips } from "./later-filter-chips";
import { RareChip } from "./rare-chip";
import { canIncludeToday, IncludeToday, ReportRange } from "./report-range";
import { ReportSheet } from "./report-sheet";
import type { Controls } from "./use-breakdown-controls";
import { useDimensionName } from "./use-dimension-name";

const icons = { bars: ChartColumn, lines: ChartLine, cumulative: ChartArea } as const;

/** Few organizations have several currencies. */
const CurrencyChoice = loadedLater(() =>
  import("@/components/shell/currency-choice").then((file) => file.CurrencyChoice),
);
const ownPageValue = "own-page" as const;

type Props<Group extends string> = {
  noun: Exclude<ReportNoun, "claude-code">;
  controls: Controls<Group | TagDimension>;
  /** What to group and filter by, beside tags. */
  groups: readonly Group[];
  granularities: readonly Granularity[];
  /** Undefined if it couldn't be loaded, perhaps because of what is chosen here. */
  report: (Pick<CostReport, "filters" | "tags"> & (InOneCurrency | { totals?: never })) | undefined;
  children: ReactNode;
};

export function BreakdownToolbar<Group extends string>(props: Props<Group>) {
  const { noun, controls, granularities, report, children } = props;
  const { search, query, today, onChange, onGroup, ownPage, onFilter } = controls;
  const t = useTranslations("reports");
  const toDimension = useDimensionName();
  const groups = listOffered(props);
  const chart = <ChartSwitch value={search.chart} onChange={(shape) => onChange({ chart: shape })} />;
  const clear = () => {
    for (const name of groups) if (query.filter[name]) onFilter(name, []);
  };
  return (
    <>
      <div className="chip-line">
        <ReportRange search={search} range={query} today={today} onChange={onChange} />
        <ReportSheet filter={query.filter} onClear={clear}>
          <ChipSelect<Group | TagDimension | typeof ownPageValue>
            label={t("group")}
            options={[
              ...groups.map((value) => ({ value, label: toDimension(value) })),
              ...(ownPage ? [{ value: ownPageValue, label: ownPage.label }] : []),
            ]}
            value={query.group}
            onChange={(group) => (group === ownPageValue ? ownPage?.open() : onGroup(group))}
          />
          <FilterPicker
            noun={noun}
            range={query}
            dimensions={groups}
            filter={query.filter}
            onChange={onFilter}
          />
          {controls.onCurrency && report?.totals && report.totals.length > 0 && (
            <CurrencyChoice shown={report} onChange={controls.onCurrency} />
          )}
          {canIncludeToday(search, query, today) && (
            <RareChip place="row">
              <IncludeToday search={search} onChange={onChange} />
            </RareChip>
          )}
          <RareChip place="row">
            <CompareSelect value={query.compare} onChange={onChange} />
          </RareChip>
          <DisplayMenu>
            <RareChip place="menu">
              <CompareSelect value={query.compare} onChange={onChange} />
            </RareChip>
            {canIncludeToday(search, query, today) && (
              <RareChip place="menu">
                <IncludeToday search={search} onChange={onChange} />
              </RareChip>
            )}
            <GranularitySelect
              granularities={granularities}
              canBeHours={controls.canBeHours ?? false}
              value={search.granularity}
              onChange={(granularity) => onChange({ granularity })}
            />
            <ChipSelect
              label={t("top")}
              options={topCounts.map((count) => ({ value: String(count), label: t("topCount", { count }) }))}
              value={String(query.top)}
              onChange={(top) => onChange({ top })}
            />
            <RareChip place="menu">{chart}</RareChip>
          </DisplayMenu>
          <RareChip place="row">
            {/* At the end of a wide row, after the saved views. */}
            <span className="md:order-1">{chart}</span>
          </RareChip>
        </ReportSheet>
        <span className="ml-auto flex items-center gap-2">{children}</span>
      </div>
      <LaterFilterChips filters={report?.filters ?? []} dimensions={groups} onChange={onFilter} />
    </>
  );
}

/** Includes tags that only the address still names. */
function listOffered<Group extends string>({ groups, report, controls: { query } }: Props<Group>) {
  const asked = [query.group, ...Object.keys(query.filter)].filter(isTag);
  return [...new Set([...groups, ...(report?.tags ?? []).map(toTag), ...asked])];
}

type ChartSwitchProps = { value: ChartShape; onChange: (value: ChartShape) => void };

function ChartSwitch({ value, onChange }: ChartSwitchProps) {
  const t = useTranslations("reports");
  const options = chartShapes.map((shape) => {
    const Icon = icons[shape];
    return { value: shape, label: t(`charts.${shape}`), icon: <Icon aria-hidden className="size-4" /> };
  });
  return <SegmentedControl label={t("chart")} options={options} value={value} onChange={onChange} />;
}
