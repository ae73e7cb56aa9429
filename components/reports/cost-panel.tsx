"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { costQuery } from "@/lib/reports/queries";
import type { CostReport } from "@/lib/reports/schema";
import { type CostTable, costSearchParams, toCostQuery } from "@/lib/reports/search-params";
import { CostChart } from "./cost-chart";
import { CostDaysTable } from "./cost-days-table";
import { CostNotes } from "./cost-notes";
import { CostPartsTable } from "./cost-parts-table";
import { CostSummary } from "./cost-summary";
import { CostToolbar } from "./cost-toolbar";
import { TableSwitch } from "./table-switch";
import { toCostSeries } from "./to-cost-series";

/** `today` is the UTC day of the server's answer. */
export function CostPanel({ today }: { today: string }) {
  const [search, setSearch] = useQueryStates(costSearchParams);
  const query = toCostQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(costQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <CostSummary report={data} query={query} />
      <CostToolbar search={search} query={query} onChange={setSearch} />
      <CostNotes report={data} />
      <CostPicture
        report={data}
        isBusy={isPlaceholderData}
        table={search.table}
        onTable={(table) => setSearch({ table })}
      />
    </>
  );
}

type PictureProps = {
  report: CostReport;
  isBusy: boolean;
  table: CostTable;
  onTable: (table: CostTable) => void;
};

/** The chart and its table twin; the table is the legend. */
function CostPicture({ report, isBusy, table, onTable }: PictureProps) {
  const t = useTranslations("cost");
  const [isolated, setIsolated] = useState<string>();
  const series = toCostSeries(report, { default: t("default"), noModel: t("noModel"), other: t("other") });
  if (report.series.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <>
      <CostChart report={report} series={series} highlighted={isolated} isBusy={isBusy} />
      <TableSwitch value={table} onChange={onTable} />
      {table === "parts" ? (
        <CostPartsTable
          report={report}
          series={series}
          isolated={isolated}
          onIsolate={setIsolated}
          isBusy={isBusy}
        />
      ) : (
        <CostDaysTable report={report} series={series} isBusy={isBusy} />
      )}
    </>
  );
}
