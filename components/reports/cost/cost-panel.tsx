"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode } from "react";
import { BreakdownToolbar } from "@/components/reports/shared/breakdown-toolbar";
import { ReportNotes } from "@/components/reports/shared/report-notes";
import { ReportTop } from "@/components/reports/shared/report-top";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { InCurrency } from "@/components/ui/display/money";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { costQuery } from "@/lib/money/reports/queries";
import type { CostReport } from "@/lib/money/reports/schema";
import { dailyGranularities } from "@/lib/money/reports/vocabulary";
import { CostBreakdown } from "./cost-breakdown";
import { CostHeader } from "./cost-header";
import { CostSummary } from "./cost-summary";
import { type ShownCost, useCostControls } from "./use-cost-controls";

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
