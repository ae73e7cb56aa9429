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
  const table = roundTable([...bars, ...rest]);
  return { ...table, keys, parts: printParts(report, keys, table) };
}

function toBefore(part: { value: string | null } | null | undefined): Cents | undefined {
  return part?.value ?? undefined;
}

/** Parts that the chart doesn't draw add up to what it draws as Other. */
function printParts(
  { series }: CostReport,
  keys: readonly string[],
  { total, places }: PrintedTable,
): Map<string, Cents> {
  const printed = new Map(keys.map((key, column) => [key, total.parts[column] ?? "0"]));
  const others = series.filter(({ key }) => key === otherKey || !printed.has(key));
  const rest = roundParts(
    others.map(({ cents }) => cents),
    { places, total: printed.get(otherKey) ?? "0" },
  );
  return new Map([...printed, ...others.map(({ key }, index) => [key, rest[index] ?? "0"] as const)]);
}
