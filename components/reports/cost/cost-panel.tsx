"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ComponentProps, memo, type ReactNode } from "react";
import { BreakdownToolbar } from "@/components/reports/shared/breakdown-toolbar";
import { BreakdownView } from "@/components/reports/shared/breakdown-view";
import { ReportExport } from "@/components/reports/shared/report-export";
import { ReportNotes } from "@/components/reports/shared/report-notes";
import { ReportTop } from "@/components/reports/shared/report-top";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Amount } from "@/components/ui/display/amount";
import { InCurrency } from "@/components/ui/display/money";
import { loadedLater } from "@/components/ui/on-demand";
import { costDimension, costDimensions } from "@/lib/money/reports/cost/dimensions";
import { type CostQuery, toCostCrossQuery } from "@/lib/money/reports/cost/search-params";
import { listExportsOf } from "@/lib/money/reports/dimension";
import { costQuery, costRowsQuery } from "@/lib/money/reports/queries";
import type { CostReport } from "@/lib/money/reports/schema";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import { dailyGranularities } from "@/lib/money/reports/vocabulary";
import { CostChart } from "./cost-chart";
import { CostSummary } from "./cost-summary";
import { printCost } from "./print-cost";
import { useComparedParts } from "./use-compared-parts";
import { costKeys, toCostLines, useCostColumns, useCostPeriodColumns } from "./use-cost-columns";
import { type ShownCost, useCostControls } from "./use-cost-controls";

const CostCross = loadedLater(() => import("./cost-cross").then((file) => file.CostCross), LoadingState);

type Props = {
  today: string;
  savedViews: ReactNode;
  children: ReactNode;
};

export function CostPanel({ today, savedViews, children }: Props) {
  const { controls, shown } = useCostControls(today);
  const { data, error, refetch, isPlaceholderData } = useQuery(costQuery(shown.query));
  const header = <CostHeader query={shown.query} search={shown.search} today={today} />;
  const toolbar = (
    <BreakdownToolbar
      noun="cost"
      controls={controls}
      groups={costDimensions}
      granularities={dailyGranularities}
      report={data}
    >
      {savedViews}
    </BreakdownToolbar>
  );
  if (!data)
    return (
      <>
        <ReportTop>
          {header}
          {error && toolbar}
        </ReportTop>
        {error ? <FailedState failure={toFailure(error)} onRetry={refetch} /> : <LoadingState />}
      </>
    );
  return (
    <InCurrency currency={data.currency}>
      <ReportTop>
        {header}
        <CostSummary report={data}>{children}</CostSummary>
        {toolbar}
      </ReportTop>
      <Shown report={data} shown={shown} isBusy={isPlaceholderData} />
    </InCurrency>
  );
}

type ShownProps = { report: CostReport; shown: ShownCost; isBusy: boolean };

const Shown = memo(function Shown({ report, shown, isBusy }: ShownProps) {
  return (
    <>
      <CostBreakdown report={report} isBusy={isBusy} {...shown} />
      <div className="grid gap-1 empty:hidden">
        <CurrencyNote shown={report} />
        <ReportNotes report={report} />
      </div>
    </>
  );
});

type CostBreakdownProps = { query: CostQuery } & Omit<
  ComponentProps<typeof BreakdownView<CostReport>>,
  "definition"
>;

function CostBreakdown({ query, ...view }: CostBreakdownProps) {
  const { report } = view;
  const compared = useComparedParts(report);
  return (
    <BreakdownView
      {...view}
      definition={{
        noun: "cost",
        Chart: CostChart,
        parts: {
          shown: useCostColumns(report, compared),
          hasShare: compared === null,
          keys: costKeys,
          lines: toCostLines(report),
        },
        toPeriodColumns: useCostPeriodColumns(report),
        comparable: {
          compared: report.compared,
          toTotal: ({ totalCents }) => totalCents,
          now: report.totalCents,
          before: report.compared?.total ?? null,
          show: (cents, printed) => <Amount cents={cents} printed={printed} />,
          printed: printCost(report),
        },
        pivot: <CostCross report={report} />,
        rows: costRowsQuery(query),
        isFiltered: Object.keys(toFilterSearch(query.filter)).length > 0,
      }}
    />
  );
}

type CostHeaderProps = Pick<ShownCost, "query" | "search"> & { today: string };

function CostHeader({ query, search, today }: CostHeaderProps) {
  const t = useTranslations("cost");
  const isPivot = search.table === "pivot";
  const groups = isPivot ? [query.group, toCostCrossQuery(search, today).by] : [query.group];
  const columns = [
    ...(isPivot ? [] : ["day"]),
    ...groups.flatMap((one) => listExportsOf(costDimension, one)),
  ];
  return (
    <PageHeader
      title={t("title")}
      about={t("description")}
      actions={<ReportExport noun="cost" query={query} columns={columns} />}
    />
  );
}
