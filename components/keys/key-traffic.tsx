"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChartColumn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { StackedBars } from "@/components/charts/stacked-bars";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteDays } from "@/components/shell/incomplete-days";
import { LoadingHistory } from "@/components/shell/loading-history";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Skeleton } from "@/components/ui/display/skeleton";
import { formatCount, formatCountShort } from "@/lib/format";
import { keyTrafficQuery } from "@/lib/keys/queries";
import type { KeyTraffic as Traffic } from "@/lib/keys/schema";
import { keyPageParams, trafficDays } from "@/lib/keys/search-params";
import { measuredDays } from "@/lib/keys/vocabulary";
import { KeyTrafficTable } from "./key-traffic-table";
import { toParts, toPoints } from "./to-key-series";

export function KeyTraffic({ keyId }: { keyId: string }) {
  const t = useTranslations("keys.traffic");
  const [{ days }, setSearch] = useQueryStates(keyPageParams);
  const { data, error, refetch, isPlaceholderData } = useQuery(keyTrafficQuery(keyId, days));
  return (
    <>
      <SegmentedControl
        label={t("range")}
        options={trafficDays.map((count) => ({ value: String(count), label: t("days", { days: count }) }))}
        value={String(days)}
        onChange={(value) =>
          setSearch({ days: trafficDays.find((count) => String(count) === value) ?? null })
        }
      />
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <Skeleton className="h-64 w-full" />}
      {data?.loading && <LoadingHistory loading={data.loading} />}
      {data && days > measuredDays && <IncompleteDays reports={["usage"]} range={data} />}
      {data && <TrafficChart traffic={data} isBusy={isPlaceholderData} />}
    </>
  );
}

function TrafficChart({ traffic, isBusy }: { traffic: Traffic; isBusy: boolean }) {
  const t = useTranslations("keys.traffic");
  const locale = useLocale();
  const parts = toParts(traffic, { noModel: t("noModel"), other: t("other") });
  if (parts.length === 0 && traffic.loading) return null;
  if (parts.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <>
      <StackedBars
        label={t("chart")}
        series={parts.map(({ series }) => series)}
        points={toPoints(traffic, parts)}
        formatValue={(tokens, length) =>
          length === "short" ? formatCountShort(tokens, locale) : formatCount(tokens, locale)
        }
        className={clsx("h-64 transition-opacity", isBusy && "opacity-60")}
      />
      <KeyTrafficTable traffic={traffic} parts={parts} isBusy={isBusy} />
    </>
  );
}
