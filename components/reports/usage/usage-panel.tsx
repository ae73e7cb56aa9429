"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { ShareLines } from "@/components/charts/share-lines";
import { BreakdownToolbar } from "@/components/reports/shared/breakdown-toolbar";
import { LackingDays, LoadingDays, ReportNotes } from "@/components/reports/shared/report-notes";
import { ReportTop } from "@/components/reports/shared/report-top";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { FoldedSection } from "@/components/shell/folded-section";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Skeleton } from "@/components/ui/display/skeleton";
import { heatMapQuery, usageQuery } from "@/lib/money/reports/queries";
import type { UsageReport } from "@/lib/money/reports/schema";
import type { Filter } from "@/lib/money/reports/search-params";
import { usageGroups } from "@/lib/money/reports/usage/dimensions";
import {
  isHourly,
  isOfActors,
  listGeography,
  toHourly,
  toUsageCrossQuery,
  type UsageQuery,
} from "@/lib/money/reports/usage/search-params";
import { granularities } from "@/lib/money/reports/vocabulary";
import { HeatTable } from "./heat-table";
import { UsageBreakdown } from "./usage-breakdown";
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

type HeatMapProps = { filter: Filter<string> };

function HeatMap({ filter }: HeatMapProps) {
  const t = useTranslations("usage.heat");
  return (
    <FoldedSection title={t("title")}>
      <Hours filter={filter} />
    </FoldedSection>
  );
}

function Hours({ filter }: HeatMapProps) {
  const t = useTranslations("usage.heat");
  const hourly = toHourly(filter);
  const { data, error, refetch } = useQuery(heatMapQuery({ filter: hourly }));
  return (
    <>
      <p className="max-w-prose text-ink-muted text-sm">
        {t("about")} {Object.keys(hourly).length < Object.keys(filter).length && t("daily")}
      </p>
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <Skeleton className="h-60 w-full" />}
      {data && data.incompleteDays > 0 && <IncompleteNote days={data.incompleteDays} />}
      {data && <HeatTable cells={data.cells} />}
      {data && (
        <div className="text-ink-muted text-xs">
          <LackingDays report={data} />
          {data.loading && <LoadingDays report={data} isFailing={data.loading.isFailing} />}
        </div>
      )}
    </>
  );
}

/** Each note appears only where it affects what is shown. */
function UsageNotes({ query, today }: { query: UsageQuery; today: string }) {
  const t = useTranslations("usage");
  if (isOfActors(query)) return null;
  return (
    <ul className="grid gap-0.5 text-ink-muted text-xs">
      {query.to >= today && <li>{t("today")}</li>}
      <li>{t("priority")}</li>
      {listGeography(query).length > 0 && <li>{t("geography")}</li>}
      {isHourly(query) && <li>{t("hours")}</li>}
    </ul>
  );
}

function UsageShares({ report }: { report: UsageReport }) {
  const t = useTranslations("usage");
  const { buckets, granularity } = report;
  const hits = { name: t("cacheHits"), color: 0, values: buckets.map(({ cacheHitShare }) => cacheHitShare) };
  const batches = { name: t("batch"), color: 1, values: buckets.map(({ batchShare }) => batchShare) };
  const lines = [hits, batches].filter(({ values }) => values.some((value) => value !== null));
  if (lines.length === 0 || buckets.length < 2) return null;
  return (
    <Section title={t("shares")}>
      <ShareLines
        label={t("shares")}
        lines={lines}
        periods={buckets.map(({ startsOn }) => startsOn)}
        granularity={granularity}
      />
    </Section>
  );
}
