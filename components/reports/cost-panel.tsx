"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { InCurrency } from "@/components/ui/display/money";
import { costQuery } from "@/lib/reports/queries";
import { costDimensions, dailyGranularities } from "@/lib/reports/vocabulary";
import { CostPicture } from "./cost-picture";
import { CostSummary } from "./cost-summary";
import { FilterChips } from "./filter-chips";
import { PictureToolbar } from "./picture-toolbar";
import { ReportNotes } from "./report-notes";
import { useCostControls } from "./use-cost-controls";

/** `today` is the UTC day of the server's answer. */
export function CostPanel({ today, children }: { today: string; children?: ReactNode }) {
  const { controls, onDrill, onCurrency } = useCostControls(today);
  const { query, onFilter } = controls;
  const { data, error, refetch, isPlaceholderData } = useQuery(costQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <InCurrency currency={data.currency}>
      <CostSummary report={data} query={query}>
        {children}
        <CurrencyChoice shown={data} onChange={onCurrency} />
      </CostSummary>
      <PictureToolbar
        noun="cost"
        controls={controls}
        groups={costDimensions}
        dimensions={costDimensions}
        granularities={dailyGranularities}
        today={today}
      />
      <FilterChips filters={data.filters} dimensions={costDimensions} onChange={onFilter} />
      <ReportNotes report={data} />
      <CostPicture
        report={data}
        query={query}
        isBusy={isPlaceholderData}
        search={controls.search}
        onPicture={controls.onPicture}
        onDrill={onDrill}
      />
    </InCurrency>
  );
}
