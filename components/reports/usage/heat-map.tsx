"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { LackingDays, LoadingDays } from "@/components/reports/shared/report-notes";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { FoldedSection } from "@/components/shell/folded-section";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { Skeleton } from "@/components/ui/display/skeleton";
import { heatMapQuery } from "@/lib/money/reports/queries";
import type { Filter } from "@/lib/money/reports/search-params";
import { toHourly } from "@/lib/money/reports/usage/search-params";
import { HeatTable } from "./heat-table";

type Props = { filter: Filter<string> };

export function HeatMap({ filter }: Props) {
  const t = useTranslations("usage.heat");
  return (
    <FoldedSection title={t("title")}>
      <Hours filter={filter} />
    </FoldedSection>
  );
}

function Hours({ filter }: Props) {
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
