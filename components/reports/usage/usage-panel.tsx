"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode } from "react";
import { BreakdownToolbar } from "@/components/reports/shared/breakdown-toolbar";
import { ReportNotes } from "@/components/reports/shared/report-notes";
import { ReportTop } from "@/components/reports/shared/report-top";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { usageQuery } from "@/lib/money/reports/queries";
import type { UsageReport } from "@/lib/money/reports/schema";
import { usageGroups } from "@/lib/money/reports/usage/dimensions";
import { toUsageCrossQuery } from "@/lib/money/reports/usage/search-params";
import { granularities } from "@/lib/money/reports/vocabulary";
import { HeatMap } from "./heat-map";
import { UsageBreakdown } from "./usage-breakdown";
import { UsageNotes } from "./usage-notes";
import { UsageShares } from "./usage-shares";
import { SourceNotes, UsageSource } from "./usage-source";
import { UsageHeader, UsageSummary } from "./usage-summary";
import { type ShownUsage, useUsageControls } from "./use-usage-controls";

type Props = {
  today: string;
  savedViews: ReactNode;
};

export function UsagePanel({ today, savedViews }: Props) {
  const { controls, source, shown } = useUsageControls(today);
  const { data, error, refetch, isPlaceholderData } = useQuery(usageQuery(shown.query));
  if (!data && !error) return <LoadingState />;
  return (
    <>
      <ReportTop>
        <UsageHeader
          query={shown.query}
          by={shown.search.table === "pivot" ? toUsageCrossQuery(shown.search, today).by : null}
          source={<UsageSource source={source.value} onSource={source.onChange} />}
        />
        {data && <UsageSummary report={data} />}
        <BreakdownToolbar
          noun="usage"
          controls={controls}
          groups={usageGroups}
          granularities={granularities}
          report={data}
        >
          {savedViews}
        </BreakdownToolbar>
        {data && <SourceNotes report={data} />}
      </ReportTop>
      {data ? (
        <Shown report={data} shown={shown} today={today} isBusy={isPlaceholderData} />
      ) : (
        <FailedState failure={toFailure(error)} onRetry={refetch} />
      )}
    </>
  );
}

type ShownProps = { report: UsageReport; shown: ShownUsage; today: string; isBusy: boolean };

const Shown = memo(function Shown({ report, shown, today, isBusy }: ShownProps) {
  const { query } = shown;
  return (
    <>
      <UsageBreakdown report={report} isBusy={isBusy} {...shown} />
      <div className="grid gap-1">
        <UsageNotes query={query} today={today} />
        <ReportNotes report={report} />
      </div>
      <UsageShares report={report} />
      <HeatMap filter={query.filter} />
    </>
  );
});
