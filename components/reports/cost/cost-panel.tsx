"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode } from "react";
import { BreakdownToolbar } from "@/components/reports/shared/breakdown-toolbar";
import { ReportNotes } from "@/components/reports/shared/report-notes";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { InCurrency } from "@/components/ui/display/money";
import { costDimensions } from "@/lib/reports/cost/dimensions";
import { costQuery } from "@/lib/reports/queries";
import type { CostReport } from "@/lib/reports/schema";
import { dailyGranularities } from "@/lib/reports/vocabulary";
import { CostBreakdown } from "./cost-breakdown";
import { CostSummary } from "./cost-summary";
import { type ShownCost, useCostControls } from "./use-cost-controls";

type Props = {
  today: string;
  savedViews: ReactNode;
  children: ReactNode;
};

export function CostPanel({ today, savedViews, children }: Props) {
  const { controls, shown, onCurrency } = useCostControls(today);
  const { data, error, refetch, isPlaceholderData } = useQuery(costQuery(shown.query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <InCurrency currency={data.currency}>
      <CostSummary report={data} query={shown.query}>
        {children}
        <CurrencyChoice shown={data} onChange={onCurrency} />
      </CostSummary>
      <BreakdownToolbar
        noun="cost"
        controls={controls}
        groups={costDimensions}
        granularities={dailyGranularities}
        filters={data.filters}
      >
        {savedViews}
      </BreakdownToolbar>
      <Shown report={data} shown={shown} isBusy={isPlaceholderData} />
    </InCurrency>
  );
}

type ShownProps = { report: CostReport; shown: ShownCost; isBusy: boolean };

const Shown = memo(function Shown({ report, shown, isBusy }: ShownProps) {
  return (
    <>
      <ReportNotes report={report} />
      <CostBreakdown report={report} isBusy={isBusy} {...shown} />
    </>
  );
});
