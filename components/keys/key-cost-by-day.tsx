"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChartColumn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { StackedBars } from "@/components/charts/stacked-bars";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteDays } from "@/components/shell/incomplete-days";
import { LoadingHistory, Provisional } from "@/components/shell/loading-history";
import { Amount } from "@/components/ui/display/amount";
import { InCurrency, useMoney } from "@/components/ui/display/money";
import { ShowData } from "@/components/ui/display/show-data";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { windowDays } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import { roundTable } from "@/lib/core/money/rounding";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { keyCostQuery } from "@/lib/directory/keys/queries";
import type { KeyCost, KeyRow } from "@/lib/directory/keys/schema";

type Props = { keyId: string; color: KeyRow["color"]; days: number };

export function KeyCostByDay({ keyId, color, days }: Props) {
  const [currency, setCurrency] = useQueryState("currency", parseAsCurrency);
  const { data, error, refetch, isPlaceholderData } = useQuery(keyCostQuery(keyId, days, currency));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64 w-full" />;
  const reports = data.isEstimate ? (["usage", "cost"] as const) : (["actor-cost"] as const);
  return (
    <InCurrency currency={data.currency}>
      {data.totals.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <CurrencyChoice shown={data} onChange={setCurrency} />
          <CurrencyNote shown={data} />
        </div>
      )}
      {data.loading && <LoadingHistory loading={data.loading} />}
      {days > windowDays && <IncompleteDays reports={reports} range={data} />}
      <CostChart cost={data} color={color} isBusy={isPlaceholderData} />
    </InCurrency>
  );
}

type ChartProps = { cost: KeyCost; color: KeyRow["color"]; isBusy: boolean };

function CostChart({ cost, color, isBusy }: ChartProps) {
  const t = useTranslations("keys");
  const money = useMoney();
  const { days, totalCents, isEstimate } = cost;
  const { rows } = printDays(cost);
  const isEmpty = days.every(({ cents }) => cents === "0");
  if (isEmpty && cost.loading) return null;
  if (isEmpty)
    return (
      <EmptyState
        icon={<ChartColumn />}
        title={t("traffic.noCostTitle")}
        text={t(isEstimate ? "traffic.noEstimateText" : "traffic.noCostText")}
      />
    );
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-2 text-ink-muted text-sm">
        <span className="text-ink text-lg tabular-nums">
          <Amount cents={totalCents} />
        </span>
        {cost.loading && <Provisional />}
        <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />
      </div>
      <StackedBars
        label={t("traffic.costChart", { currency: money.currency })}
        series={[{ id: "cost", name: t("traffic.cost"), color: color ?? undefined }]}
        points={days.map(({ day, cents }, index) => ({ day, values: [cents], printed: rows[index] }))}
        today={cost.today}
        formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
        className={clsx("h-64 transition-opacity", isBusy && "opacity-60")}
      />
      <ShowData>
        <CostTable cost={cost} isBusy={isBusy} />
      </ShowData>
    </>
  );
}

function printDays({ days }: Pick<KeyCost, "days">) {
  return roundTable(days.map(({ cents }) => ({ parts: [cents] })));
}

/** Newest first. */
function CostTable({ cost: { days, totalCents, isEstimate }, isBusy }: Omit<ChartProps, "color">) {
  const t = useTranslations("keys.traffic");
  const locale = useLocale();
  const { rows } = printDays({ days });
  const printed = new Map(days.map(({ day }, index) => [day, rows[index]?.total]));
  const columns: Column<KeyCost["days"][number]>[] = [
    { id: "day", header: t("day"), footer: t("total"), cell: ({ day }) => formatDay(day, locale) },
    {
      id: "cost",
      header: t("cost"),
      headerNote: <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />,
      width: 200,
      isNumeric: true,
      footer: <Amount cents={totalCents} />,
      cell: ({ day, cents }) => <Amount cents={cents} printed={printed.get(day)} />,
    },
  ];
  return (
    <Table
      label={t("title")}
      columns={columns}
      rows={toRows(days.toReversed(), ({ day }) => day)}
      isBusy={isBusy}
    />
  );
}
