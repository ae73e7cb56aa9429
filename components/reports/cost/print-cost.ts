import { toSeries } from "@/components/reports/shared/to-series";
import type { Cents } from "@/lib/core/money/money";
import { type PrintedTable, roundParts, roundTable, type Within } from "@/lib/core/money/rounding";
import type { CostReport } from "@/lib/money/reports/schema";
import { otherKey } from "@/lib/money/reports/vocabulary";

export type PrintedCost = PrintedTable & {
  /** The parts of each row, in this order. */
  keys: readonly string[];
  /** The printed amount of every part in the report's table. */
  parts: ReadonlyMap<string, Cents>;
  /** And in the compared days; empty without a comparison. */
  partsBefore: ReadonlyMap<string, Cents>;
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
  const table = roundTable(exact);
  const parts = printParts(report.series, ({ cents }) => cents, { ...table, total: table.total.total });
  const isCompared = report.series.every(({ beforeCents }) => beforeCents !== null);
  const partsBefore = printParts(isCompared ? report.series : [], ({ beforeCents }) => beforeCents ?? "0", {
    ...table,
    total: table.total.before,
  });
  const columns = keys.map((key) => (key === otherKey ? undefined : parts.get(key)));
  return { ...roundTable(exact, { columns }), keys, parts, partsBefore };
}

function toBefore(part: { value: string | null } | null | undefined): Cents | undefined {
  return part?.value ?? undefined;
}

/** Decided over all parts, so that none depends on how many the chart draws. */
function printParts(
  series: CostReport["series"],
  toCents: (part: CostReport["series"][number]) => Cents,
  { places, total }: Within,
): Map<string, Cents> {
  const printed = roundParts(series.map(toCents), { places, total });
  return new Map(series.map(({ key }, index) => [key, printed[index] ?? "0"]));
}
