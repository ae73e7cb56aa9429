"use client";

import { useQuery } from "@tanstack/react-query";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { usageQuery } from "@/lib/reports/queries";
import { granularities, usageDimensions, usageGroups } from "@/lib/reports/vocabulary";
import { FilterChips } from "./filter-chips";
import { HeatMap } from "./heat-map";
import { PictureToolbar } from "./picture-toolbar";
import { ReportNotes } from "./report-notes";
import { UsageNotes } from "./usage-notes";
import { UsagePicture } from "./usage-picture";
import { UsageShares } from "./usage-shares";
import { UsageSummary } from "./usage-summary";
import { useUsageControls } from "./use-usage-controls";

/** What usage can be narrowed to: kinds of tokens are columns of it, and not listed by the API. */
const chipDimensions = ["kind", ...usageDimensions] as const;

/** `today` is the UTC day of the server's answer. */
export function UsagePanel({ today }: { today: string }) {
  const { controls, onDrill } = useUsageControls(today);
  const { query, onFilter, onKinds } = controls;
  const { data, error, refetch, isPlaceholderData } = useQuery(usageQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const kinds = { dimension: "kind", values: data.kinds.map((key) => ({ key })) };
  return (
    <>
      <UsageSummary report={data} query={query} />
      <PictureToolbar
        noun="usage"
        controls={controls}
        groups={usageGroups}
        dimensions={usageDimensions}
        granularities={granularities}
        today={today}
      />
      <FilterChips
        filters={kinds.values.length > 0 ? [kinds, ...data.filters] : data.filters}
        dimensions={chipDimensions}
        onChange={(dimension, values) =>
          dimension === "kind" ? onKinds(values) : onFilter(dimension, values)
        }
      />
      <ReportNotes report={data} />
      <UsageNotes query={query} today={today} />
      <UsagePicture report={data} isBusy={isPlaceholderData} controls={controls} onDrill={onDrill} />
      <UsageShares report={data} />
      <HeatMap filter={query.filter} />
    </>
  );
}
