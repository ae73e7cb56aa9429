"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChartColumn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { LegendList } from "@/components/charts/legend-list";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useLegend } from "@/components/charts/use-legend";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteDays } from "@/components/shell/incomplete-days";
import { LoadingHistory } from "@/components/shell/loading-history";
import { Skeleton } from "@/components/ui/display/skeleton";
import { windowDays } from "@/lib/core/format/calendar";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import { keyTrafficQuery } from "@/lib/directory/keys/queries";
import type { KeyTraffic as Traffic } from "@/lib/directory/keys/schema";

import { KeyTokensTable } from "./key-tokens-table";
import { toParts, toPoints } from "./to-key-series";

export function KeyTokensByDay({ keyId, days }: { keyId: string; days: number }) {
  const { data, error, refetch, isPlaceholderData } = useQuery(keyTrafficQuery(keyId, days));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64 w-full" />;
  return (
    <>
      {data.loading && <LoadingHistory loading={data.loading} />}
      {days > windowDays && <IncompleteDays reports={["usage"]} range={data} />}
      <TokensChart traffic={data} isBusy={isPlaceholderData} />
    </>
  );
}

function TokensChart({ traffic, isBusy }: { traffic: Traffic; isBusy: boolean }) {
  const t = useTranslations("keys.traffic");
  const locale = useLocale();
  const parts = toParts(traffic, { noModel: t("noModel"), other: t("other") });
  const legend = useLegend(parts.map(({ series }) => series));
  if (parts.length === 0 && traffic.loading) return null;
  if (parts.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <>
      <StackedBars
        label={t("chart")}
        series={legend.series}
        highlight={legend}
        points={toPoints(traffic, parts)}
        today={traffic.today}
        formatValue={(tokens, length) =>
          length === "short" ? formatCountShort(tokens, locale) : formatCount(tokens, locale)
        }
        className={clsx("h-64 transition-opacity", isBusy && "opacity-60")}
      />
      <LegendList legend={legend} />
      <KeyTokensTable traffic={traffic} parts={parts} highlighted={legend.id} isBusy={isBusy} />
    </>
  );
}
