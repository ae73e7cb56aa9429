import { toSeries } from "@/components/reports/shared/to-series";
import type { Cents } from "@/lib/core/money/money";
import { type PrintedTable, roundParts, roundTable } from "@/lib/core/money/rounding";
import type { CostReport } from "@/lib/money/reports/schema";
import { otherKey } from "@/lib/money/reports/vocabulary";

export type PrintedCost = PrintedTable & {
  /** The parts of each row, in this order. */
  keys: readonly string[];
  /** The printed amount of every part in the report's table. */
  parts: ReadonlyMap<string, Cents>;
};

const made = new WeakMap<CostReport, PrintedCost>();

/** All tables and the chart of a report print the same amounts, and these add up. */
export function printCost(report: CostReport): PrintedCost {
  const known = made.get(report) ?? makePrinted(report);
  made.set(report, known);
  return known;
}

/** Has a row for each bar, and then one for each compared part that matches no bar. */
function makePrinted(report: CostReport): PrintedCost {
  const keys = toSeries(report, ({ key }) => key, otherKey).map(({ id }) => id);
  const bars = report.buckets.map(({ parts }, index) => {
    const cents = new Map(parts.map((part) => [part.key, part.cents]));
    return {
      parts: keys.map((key) => cents.get(key) ?? "0"),
      before: toBefore(report.compared?.bars[index]),
    };
  });
  const rest = report.compared?.rest.map((part) => ({ parts: [], before: toBefore(part) })) ?? [];
  const exact = [...bars, ...rest];
  const parts = printParts(report.series, roundTable(exact));
  const columns = keys.map((key) => (key === otherKey ? undefined : parts.get(key)));
  return { ...roundTable(exact, { columns }), keys, parts };
}

function toBefore(part: { value: string | null } | null | undefined): Cents | undefined {
  return part?.value ?? undefined;
}

/** Decided over all parts, so that none depends on how many the chart draws. */
function printParts(series: CostReport["series"], { total, places }: PrintedTable): Map<string, Cents> {
  const printed = roundParts(
    series.map(({ cents }) => cents),
    { places, total: total.total },
  );
  return new Map(series.map(({ key }, index) => [key, printed[index] ?? "0"]));
}
