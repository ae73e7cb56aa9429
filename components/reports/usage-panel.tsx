"use client";

import { useQuery } from "@tanstack/react-query";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { usageQuery } from "@/lib/reports/queries";
import { granularities, usageGroups } from "@/lib/reports/vocabulary";
import { FilterChips } from "./filter-chips";
import { HeatMap } from "./heat-map";
import { PictureToolbar } from "./picture-toolbar";
import { ReportNotes } from "./report-notes";
import { UsageNotes } from "./usage-notes";
import { UsagePicture } from "./usage-picture";
import { UsageShares } from "./usage-shares";
import { UsageSource } from "./usage-source";
import { UsageSummary } from "./usage-summary";
import { useUsageControls } from "./use-usage-controls";

/** `today` is the UTC day of the server's answer. */
export function UsagePanel({ today }: { today: string }) {
  const { query, controls, onDrill, onSource } = useUsageControls(today);
  const { data, error, refetch, isPlaceholderData } = useQuery(usageQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <UsageSummary report={data} query={query} />
      <PictureToolbar
        noun="usage"
        controls={controls}
        groups={usageGroups}
        dimensions={usageGroups}
        granularities={granularities}
        today={today}
      />
      <FilterChips filters={data.filters} dimensions={usageGroups} onChange={controls.onFilter} />
      <UsageSource report={data} source={query.source} onSource={onSource} />
      <ReportNotes report={data} />
      <UsageNotes query={query} today={today} />
      <UsagePicture
        report={data}
        query={query}
        isBusy={isPlaceholderData}
        search={controls.search}
        onPicture={controls.onPicture}
        onDrill={onDrill}
      />
      <UsageShares report={data} />
      <HeatMap filter={query.filter} />
    </>
  );
}
