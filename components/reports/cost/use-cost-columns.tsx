"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Series } from "@/components/charts/series";
import type { SortKeys } from "@/components/reports/shared/sort-parts";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import type { Column } from "@/components/ui/table/table-columns";
import { syncStatusQuery } from "@/lib/across/sync/queries";
import type { Cents } from "@/lib/core/money/money";
import { sumDecimals, toDifference } from "@/lib/core/money/money-math";
import type { CostReport } from "@/lib/money/reports/schema";
import { printCost } from "./print-cost";
import type { Compared } from "./use-compared-parts";

type Part = CostReport["series"][number];
type Bucket = CostReport["buckets"][number];

export const costKeys: SortKeys<Part> = {
  value: ({ cents }) => ({ decimal: cents }),
  share: ({ cents }) => ({ decimal: cents }),
  perMillionTokens: ({ perMillionTokens }) => ({ decimal: perMillionTokens }),
  perRequest: ({ perRequest }) => ({ decimal: perRequest }),
  difference: ({ cents, beforeCents }) => ({
    decimal: beforeCents === null ? null : toDifference(beforeCents, cents),
  }),
};
type UnitCostsOf = Pick<CostReport, "perMillionTokens" | "perRequest">;

const hasUnitCost = (part: UnitCostsOf) => part.perMillionTokens !== null || part.perRequest !== null;
const hasRequests = (part: UnitCostsOf) => part.perRequest !== null;

/** Requests, and the share of a difference, have a line of their own, because the table beside the chart has no more room. */
export function toCostLines(report: CostReport): 1 | 2 {
  return report.compared || report.series.some(hasRequests) ? 2 : 1;
}

/** Whether the history of any report is still loading. */
function useIsHistoryLoading(): boolean {
  const { data } = useQuery(syncStatusQuery());
  return data !== undefined && data.reports.done < data.reports.total;
}

function UnitCosts({ of }: { of: UnitCostsOf }) {
  const t = useTranslations("cost.units");
  return (
    <>
      <UnitCost unit="perMillionTokens" cents={of.perMillionTokens} />
      {of.perRequest !== null && (
        <span className="block text-ink-muted text-xs">
          {t.rich("ofRequest", { cost: () => <UnitCost unit="perRequest" cents={of.perRequest} /> })}
        </span>
      )}
    </>
  );
}

/** For eight digits and cents; the other columns have the room that is left at 1440 pixels. */
const usualWidth = 124;
const digitWidth = 7.5;
const cellPadding = 24;

/** In pixels. */
function toAmountWidth(longest: string): number {
  return Math.max(usualWidth, Math.ceil(longest.length * digitWidth) + cellPadding);
}

export function useCostColumns(report: CostReport, compared: Compared | null): Column<Part>[] {
  const t = useTranslations("cost");
  const money = useMoney(report.currency);
  const { parts, total } = printCost(report);
  const isLoading = useIsHistoryLoading();
  return [
    {
      id: "value",
      header: t("amount"),
      width: toAmountWidth(money.format(total.total)),
      isNumeric: true,
      isSortable: true,
      footer: (
        <>
          <Amount cents={report.totalCents} printed={total.total} />
          {compared?.toWas(null)}
        </>
      ),
      cell: (part) => (
        <>
          <Amount cents={part.cents} printed={parts.get(part.key)} />
          {compared?.toWas(part)}
        </>
      ),
    },
    ...(compared ? [compared.difference] : []),
    // Tokens may be known later than their cost, and keep their place until then. A comparison takes it.
    ...(!compared && (isLoading || report.series.some(hasUnitCost))
      ? [
          {
            id: "perMillionTokens",
            header: t("units.perMillionTokensShort"),
            width: 134,
            isNumeric: true,
            isSortable: true,
            footer: <UnitCosts of={report} />,
            cell: (part: Part) => <UnitCosts of={part} />,
          },
        ]
      : []),
  ];
}

export function useCostPeriodColumns(report: CostReport): (series: readonly Series[]) => Column<Bucket>[] {
  const t = useTranslations("reports");
  const { keys, rows, total } = printCost(report);
  const printed = new Map(report.buckets.map(({ startsOn }, index) => [startsOn, rows[index]]));
  return (series) => [
    {
      id: "total",
      header: t("total"),
      width: 150,
      isNumeric: true,
      footer: <Amount cents={report.totalCents} printed={total.total} />,
      cell: (bucket) => <Amount cents={bucket.totalCents} printed={printed.get(bucket.startsOn)?.total} />,
    },
    ...series.map(
      ({ id, name }): Column<Bucket> => ({
        id: `part:${id}`,
        header: name,
        width: 150,
        isNumeric: true,
        footer: <Amount cents={sumPart(report.buckets, id)} printed={total.parts[keys.indexOf(id)]} />,
        cell: ({ startsOn, parts }) => (
          <Amount cents={findPart(parts, id)} printed={printed.get(startsOn)?.parts[keys.indexOf(id)]} />
        ),
      }),
    ),
  ];
}

function findPart(parts: Bucket["parts"], id: string): Cents {
  return parts.find(({ key }) => key === id)?.cents ?? "0";
}

function sumPart(buckets: readonly Bucket[], id: string): Cents {
  return sumDecimals(buckets.map(({ parts }) => findPart(parts, id)));
}

type Unit = "perMillionTokens" | "perRequest";

/** Not zero if the number of units isn't known. */
function UnitCost({ unit, cents }: { unit: Unit; cents: string | null }) {
  const t = useTranslations("cost.units");
  const money = useMoney();
  if (cents === null) return "–";
  const amount = money.toExact(cents);
  return (
    <span title={t(`${unit}Exact`, { amount, currency: money.currency })}>{money.formatNarrow(cents)}</span>
  );
}
