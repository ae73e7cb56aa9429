"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BreakdownToolbar } from "@/components/reports/shared/breakdown-toolbar";
import { ReportNotes } from "@/components/reports/shared/report-notes";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { usageQuery } from "@/lib/reports/queries";
import { usageGroups } from "@/lib/reports/usage/dimensions";
import { granularities } from "@/lib/reports/vocabulary";
import { HeatMap } from "./heat-map";
import { UsageBreakdown } from "./usage-breakdown";
import { UsageNotes } from "./usage-notes";
import { UsageShares } from "./usage-shares";
import { UsageSource } from "./usage-source";
import { UsageSummary } from "./usage-summary";
import { useUsageControls } from "./use-usage-controls";

type Props = {
  today: string;
  savedViews: ReactNode;
};

export function UsagePanel({ today, savedViews }: Props) {
  const { query, controls, onDrill, onSource } = useUsageControls(today);
  const { data, error, refetch, isPlaceholderData } = useQuery(usageQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <UsageSummary report={data} query={query} />
      <BreakdownToolbar
        noun="usage"
        controls={controls}
        groups={usageGroups}
        granularities={granularities}
        filters={data.filters}
      >
        {savedViews}
      </BreakdownToolbar>
      <UsageSource report={data} source={query.source} onSource={onSource} />
      <ReportNotes report={data} />
      <UsageNotes query={query} today={today} />
      <UsageBreakdown
        report={data}
        query={query}
        isBusy={isPlaceholderData}
        search={controls.search}
        onChange={controls.onChange}
        onDrill={onDrill}
      />
      <UsageShares report={data} />
      <HeatMap filter={query.filter} />
    </>
  );
}
