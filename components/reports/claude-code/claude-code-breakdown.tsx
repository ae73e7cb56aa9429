"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { LegendList } from "@/components/charts/legend-list";
import { StackedBars } from "@/components/charts/stacked-bars";
import { type Legend, useLegend } from "@/components/charts/use-legend";
import { PeriodsTable } from "@/components/reports/shared/periods-table";
import { toZoom } from "@/components/reports/shared/to-drill";
import { toPoints } from "@/components/reports/shared/to-series";
import { useComparisonBars } from "@/components/reports/shared/use-comparison-bars";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { NumberText } from "@/components/ui/display/number-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { DayRange } from "@/lib/core/format/calendar";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import {
  type ClaudeCodeSearch,
  periodsTable,
  toActorsQuery,
  toBreakdownQuery,
} from "@/lib/money/reports/claude-code/search-params";
import { ActorWorkTable } from "./actor-work-table";
import { BreakdownTable } from "./breakdown-table";
import { listKinds } from "./list-kinds";
import { ToolsTable } from "./tools-table";
import { useKindName } from "./use-kind-name";
import { useWorkColumns } from "./use-work-columns";

type Props = {
  report: ClaudeCodeReport;
  isBusy: boolean;
  search: ClaudeCodeSearch;
  today: string;
  onChange: (change: Partial<ClaudeCodeSearch>, options?: { history: "push" }) => void;
  onPage: (page: number) => void;
};

export function ClaudeCodeBreakdown({ report, isBusy, search, today, onChange, onPage }: Props) {
  const t = useTranslations("claudeCode");
  const toName = useKindName();
  const legend = useLegend(listKinds(report).map((id) => ({ id, name: toName(id) })));
  return (
    <>
      <ClaudeCodeChart
        report={report}
        legend={legend}
        isBusy={isBusy}
        onZoom={(days) => onChange(toZoom(report, days), { history: "push" })}
      />
      <KindSwitch report={report} value={search.table} onChange={(table) => onChange({ table })} />
      {report.isMasked && (
        <p role="note" className="text-ink-muted text-sm">
          {t("masked")}
        </p>
      )}
      {search.table === periodsTable ? (
        <ClaudeCodePeriods report={report} isBusy={isBusy} />
      ) : (
        <ActorWorkTable
          query={toActorsQuery({ ...search, kind: search.table }, today)}
          onChange={(change) => onChange(change)}
          onPage={onPage}
          onHover={legend.onHover}
        />
      )}
      <BreakdownTable query={toBreakdownQuery(search, today)} onChange={(by) => onChange({ by })} />
      <ToolsTable report={report} isBusy={isBusy} />
    </>
  );
}

type ClaudeCodeChartProps = {
  report: ClaudeCodeReport;
  legend: Legend;
  isBusy: boolean;
  onZoom: (days: DayRange) => void;
};

function ClaudeCodeChart({ report, legend, isBusy, onZoom }: ClaudeCodeChartProps) {
  const t = useTranslations("claudeCode");
  const locale = useLocale();
  const { series } = legend;
  const bars = toPoints(report, series, ({ actors }) => String(actors));
  const comparison = useComparisonBars(bars, report.compared);
  return (
    <div className="grid gap-2">
      <StackedBars
        label={t("chart")}
        series={series}
        points={comparison.points}
        highlight={legend}
        onZoom={onZoom}
        isCount
        names={{ comparison: comparison.name }}
        formatValue={(actors, length) =>
          length === "short" ? formatCountShort(actors, locale) : formatCount(actors, locale)
        }
        className={clsx("h-72 transition-opacity", isBusy && "opacity-60")}
      />
      <LegendList legend={legend} />
    </div>
  );
}

type KindSwitchProps = { report: ClaudeCodeReport; value: string; onChange: (value: string) => void };

function KindSwitch({ report, value, onChange }: KindSwitchProps) {
  const t = useTranslations("reports");
  const toName = useKindName();
  const kinds = listKinds(report).map((kind) => ({ value: kind, label: toName(kind) }));
  const options = [...kinds, { value: periodsTable, label: t("tables.days") }];
  return <SegmentedControl label={t("table")} options={options} value={value} onChange={onChange} />;
}

type Bucket = ClaudeCodeReport["buckets"][number];

/** Newest first. People active on two days count on both, so these columns have no total. */
function ClaudeCodePeriods({ report, isBusy }: { report: ClaudeCodeReport; isBusy: boolean }) {
  const t = useTranslations("claudeCode");
  const toName = useKindName();
  const work = useWorkColumns<Bucket>({ total: report.sums, rows: report.buckets });
  const columns: Column<Bucket>[] = [
    {
      id: "actors",
      header: t("active"),
      width: 120,
      isNumeric: true,
      cell: ({ actors }) => <NumberText value={actors} />,
    },
    ...listKinds(report).map((kind) => ({
      id: `kind:${kind}`,
      header: toName(kind),
      width: 120,
      isNumeric: true,
      cell: ({ parts }: Bucket) => <NumberText value={parts.find(({ key }) => key === kind)?.actors ?? 0} />,
    })),
    ...work,
  ];
  return (
    <PeriodsTable
      label={t("title")}
      report={report}
      columns={columns}
      comparable={{
        compared: report.compared,
        toTotal: ({ actors }) => String(actors),
        now: null,
        before: null,
        show: (actors) => <NumberText value={actors} />,
      }}
      isBusy={isBusy}
    />
  );
}
