import type { Cents } from "./money";
import type { Wish } from "./rounding-network";
import { compareUnits, type Places, sum, toLow, toNearest } from "./rounding-units";

/* What the amounts of a table should be printed as, where its sums leave a choice. */

/**
 * What the totals of columns and rows should be printed as, because another list prints them. Another list may also print
 * the first parts of rows, with all other parts as one amount: those give way to totals. Places are given where amounts
 * are printed with as many decimals however small they are.
 */
export type Wanted = {
  columns?: readonly Cents[];
  rows?: readonly (Cents | undefined)[];
  areFirstsListed?: boolean;
  places?: Places;
};

/** Longer lists, such as the days of a year, are printed nowhere else, so nothing has to match them. */
const mostWishedRows = 100;

export type UnitRow = { parts: bigint[]; total: bigint; before: bigint; difference: bigint };

type Units = readonly (bigint | undefined)[];

export function toWishes({ parts, total, before }: UnitRow, one: bigint, wanted: Units = []): Wish[] {
  const columns = raiseLargest(parts, toNearest(total, one), one);
  return [
    { flow: 0, isUp: toNearest(total, one) > total },
    { flow: 1, isUp: toNearest(before, one) > before },
    ...columns.map((units, column) => ({
      flow: column + 3,
      isUp: (wanted[column] ?? units) > (parts[column] ?? 0n),
    })),
  ];
}

type Size = { total: UnitRow; one: bigint; width: number };

export function toRowWishes(
  rows: readonly UnitRow[],
  { total, one, width }: Size,
  wanted: Units = [],
): Wish[] {
  if (rows.length > mostWishedRows) return [];
  const totals = rows.map((row) => row.total);
  return raiseLargest(totals, toNearest(total.total, one), one).map((units, row) => ({
    flow: (row + 1) * (width + 3),
    isUp: (wanted[row] ?? units) > (totals[row] ?? 0n),
  }));
}

export function toFirstWishes(rows: readonly UnitRow[], { total, one, width }: Size): Wish[] {
  if (rows.length > mostWishedRows) return [];
  const firsts = rows.map(({ parts: [first = 0n] }) => first);
  const listed = raiseLargest([...firsts, total.total - sum(firsts)], toNearest(total.total, one), one);
  return firsts.map((first, row) => ({
    flow: (row + 1) * (width + 3) + 3,
    isUp: (listed[row] ?? 0n) > first,
  }));
}

/** Lowers each amount, and raises those that lost most until the total is right. */
export function raiseLargest(amounts: readonly bigint[], total: bigint, one: bigint): bigint[] {
  const cuts = amounts.map((amount) => ({ amount, low: toLow(amount, one) }));
  const missing = (total - sum(cuts.map(({ low }) => low))) / one;
  const open = cuts.filter(({ amount, low }) => amount > low);
  const order = open.toSorted((a, b) => compareUnits(b.amount - b.low, a.amount - a.low));
  const raised = new Set(order.slice(0, missing > 0n ? Number(missing) : 0));
  return cuts.map((cut) => cut.low + (raised.has(cut) ? one : 0n));
}
