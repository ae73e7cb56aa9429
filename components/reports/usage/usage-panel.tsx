"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode } from "react";
import { BreakdownToolbar } from "@/components/reports/shared/breakdown-toolbar";
import { ReportNotes } from "@/components/reports/shared/report-notes";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { usageQuery } from "@/lib/reports/queries";
import type { UsageReport } from "@/lib/reports/schema";
import { usageGroups } from "@/lib/reports/usage/dimensions";
import { granularities } from "@/lib/reports/vocabulary";
import { HeatMap } from "./heat-map";
import { UsageBreakdown } from "./usage-breakdown";
import { UsageNotes } from "./usage-notes";
import { UsageShares } from "./usage-shares";
import { UsageSource } from "./usage-source";
import { UsageSummary } from "./usage-summary";
import { type ShownUsage, useUsageControls } from "./use-usage-controls";

type Props = {
  today: string;
  savedViews: ReactNode;
};

export function UsagePanel({ today, savedViews }: Props) {
  const { controls, source, shown } = useUsageControls(today);
  const { data, error, refetch, isPlaceholderData } = useQuery(usageQuery(shown.query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <UsageSummary report={data} query={shown.query} />
      <BreakdownToolbar
        noun="usage"
        controls={controls}
        groups={usageGroups}
        granularities={granularities}
        filters={data.filters}
      >
        {savedViews}
      </BreakdownToolbar>
      <UsageSource report={data} source={source.value} onSource={source.onChange} />
      <Shown report={data} shown={shown} today={today} isBusy={isPlaceholderData} />
    </>
  );
}

type ShownProps = { report: UsageReport; shown: ShownUsage; today: string; isBusy: boolean };

const Shown = memo(function Shown({ report, shown, today, isBusy }: ShownProps) {
  const { query } = shown;
  return (
    <>
      <ReportNotes report={report} />
      <UsageNotes query={query} today={today} />
      <UsageBreakdown report={report} isBusy={isBusy} {...shown} />
      <UsageShares report={report} />
      <HeatMap filter={query.filter} />
    </>
  );
});
