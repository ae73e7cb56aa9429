"use client";

import { ChartColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps, ComponentType, ReactNode } from "react";
import type { Color, Highlight, Series } from "@/components/charts/series";
import { useLegend } from "@/components/charts/use-legend";
import { EmptyState } from "@/components/shell/empty-state";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { loadedLater } from "@/components/ui/on-demand";
import type { Column } from "@/components/ui/table/table-columns";
import type { DayRange, Granularity } from "@/lib/core/format/calendar";
import type { Coverage } from "@/lib/money/reports/schema";
import type { BreakdownViewSearch, ChartShape } from "@/lib/money/reports/search-params";
import { BreakdownLayout } from "./breakdown-layout";
import type { DetailRows as DetailRowsTable } from "./detail-rows";
import { type PartColumns, PartsTable } from "./parts-table";
import type { PeriodsTable as PeriodsTableNow } from "./periods-table";
import { toZoom } from "./to-drill";
import { toSeries } from "./to-series";
import type { Comparable } from "./use-compared-columns";
import { useLineItemName } from "./use-line-item-name";

const DetailRows = loadedLater(() => import("./detail-rows").then((file) => file.DetailRows), LoadingState);

// Sound: the component is the same, only later.
const PeriodsTable = loadedLater(
  () => import("./periods-table").then((file) => file.PeriodsTable),
  LoadingState,
) as typeof PeriodsTableNow;

type Report = Pick<Coverage, "loading"> & {
  to: string;
  group: string;
  granularity: Granularity;
  restCount: number;
  series: readonly { key: string; label: string | null; color: Color | null; share: number }[];
  buckets: readonly { startsOn: string; parts: readonly { key: string }[] }[];
};
type Part<Of extends Report> = Of["series"][number];
type Bucket<Of extends Report> = Of["buckets"][number];

export type ChartProps<Of> = {
  report: Of;
  series: readonly Series[];
  shape: ChartShape;
  highlight: Highlight;
  isBusy: boolean;
  onZoom: (days: DayRange) => void;
};

export type BreakdownDefinition<Of extends Report> = {
  noun: "cost" | "usage";
  Chart: ComponentType<ChartProps<Of>>;
  parts: PartColumns<Part<Of>>;
  toPeriodColumns: (series: readonly Series[]) => Column<Bucket<Of>>[];
  comparable: Comparable<Bucket<Of>>;
  pivot: ReactNode;
  rows: ComponentProps<typeof DetailRowsTable>["query"];
  isFiltered: boolean;
};

type Props<Of extends Report> = {
  report: Of;
  definition: BreakdownDefinition<Of>;
  isBusy: boolean;
  search: BreakdownViewSearch;
  onChange: (change: Partial<BreakdownViewSearch>, options?: { history: "push" }) => void;
  onDrill: (part: string | null, startsOn: string | null) => void;
};

export function BreakdownView<Of extends Report>(props: Props<Of>) {
  const { report, definition, isBusy, search, onChange, onDrill } = props;
  const { noun, Chart, parts, toPeriodColumns, comparable, pivot, rows, isFiltered } = definition;
  const t = useTranslations(noun);
  const tReports = useTranslations("reports");
  const toName = useLineItemName(report);
  const series = toSeries(report, toName, tReports("other"));
  const legend = useLegend(series);
  if (report.series.length === 0 && report.loading)
    return (
      // As high as the chart that takes its place.
      <div className="min-h-102">
        <LoadingHistory loading={report.loading} />
      </div>
    );
  if (report.series.length === 0) {
    return (
      <EmptyState
        icon={<ChartColumn />}
        title={isFiltered ? tReports("noMatchTitle") : t("emptyTitle")}
        text={isFiltered ? tReports("noMatchText") : t("emptyText")}
      />
    );
  }
  const tables = {
    parts: () => (
      <PartsTable<Part<Of>>
        label={t("title")}
        parts={report.series}
        columns={parts}
        legend={{ ...legend, toName, onDrill: (part) => onDrill(part, null) }}
        order={{ sort: search.sort, direction: search.direction, onSort: (order) => onChange(order) }}
        isBusy={isBusy}
      />
    ),
    days: () => (
      <PeriodsTable<Bucket<Of>>
        label={t("title")}
        report={report}
        columns={toPeriodColumns(series)}
        comparable={comparable}
        isBusy={isBusy}
        isRunning={search.chart === "cumulative"}
        onDrill={(startsOn) => onDrill(null, startsOn)}
      />
    ),
    pivot: () => pivot,
    rows: () => <DetailRows query={rows} />,
  };
  return (
    <BreakdownLayout
      table={search.table}
      onTable={(table) => onChange({ table })}
      chart={
        <Chart
          {...{ report, series, isBusy }}
          shape={search.chart}
          highlight={legend}
          onZoom={(days) => onChange(toZoom(report, days), { history: "push" })}
        />
      }
    >
      {tables[search.table]()}
    </BreakdownLayout>
  );
}
