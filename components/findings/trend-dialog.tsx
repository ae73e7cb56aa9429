"use client";

import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { Button } from "@/components/ui/controls/button";
import { Figure, Figures } from "@/components/ui/display/figure";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Dialog } from "@/components/ui/overlay/dialog";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import { trendDays } from "@/lib/core/marks/vocabulary";
import { findingTrendQuery } from "@/lib/governance/findings/queries";
import type { FindingTrend } from "@/lib/governance/findings/schema";
import type { FindingSearch } from "@/lib/governance/findings/search-params";

type Props = { search: FindingSearch; onClose: () => void };

export function TrendDialog({ search, onClose }: Props) {
  const t = useTranslations("findings.trend");
  const ui = useTranslations("ui");
  const { data, error, refetch } = useQuery(findingTrendQuery(search));
  return (
    <Dialog
      title={t("title", { days: trendDays })}
      onClose={onClose}
      footer={<Button onClick={onClose}>{ui("close")}</Button>}
    >
      {data && <Trend trend={data} />}
      {!data && error && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!data && !error && <Skeleton className="h-80" />}
    </Dialog>
  );
}

function Trend({ trend: { days, to, added, fixed, meanDays } }: { trend: FindingTrend }) {
  const t = useTranslations("findings.trend");
  const locale = useLocale();
  if (days.length === 0) return <EmptyState icon={<Inbox />} title={t("empty")} text={t("emptyText")} />;
  return (
    <div className="grid gap-4">
      <Figures>
        <Figure label={t("added")}>{formatCount(added, locale)}</Figure>
        <Figure label={t("fixed")}>{formatCount(fixed, locale)}</Figure>
        <Figure label={t("mean")}>{meanDays === null ? "–" : t("meanDays", { days: meanDays })}</Figure>
      </Figures>
      <StackedBars
        label={t("chart")}
        series={[{ id: "open", name: t("openSeries") }]}
        points={days.map(({ day, open }) => ({ day, values: [String(open)] }))}
        formatValue={(count, length) =>
          length === "short" ? formatCountShort(count, locale) : formatCount(count, locale)
        }
        today={to}
        className="h-56"
      />
    </div>
  );
}
