import type { Cents } from "./money";
import {
  findPlaces,
  type Places,
  raiseLargest,
  sum,
  toCents,
  toNearest,
  toOne,
  toPlaces,
  toScaled,
  toUnits,
} from "./rounding-units";

/*
 * What is printed adds up: amounts are rounded to the smallest unit of their currency together, never one by one. Each is
 * its nearest unit. Only where the nearest units of a list miss its total, units move, as few as needed.
 */

export type Within = { places: Places; total: Cents };

/**
 * Largest remainders: each amount is lowered to a whole unit, and the units that are missing to the rounded total go to
 * those that lost most, the first of equals first. `within` is given for the parts of an amount that is printed already.
 */
export function roundParts(parts: readonly Cents[], within?: Within): Cents[] {
  const { units, scale } = toUnits(within ? [...parts, within.total] : parts);
  const [amounts, given] = [units.slice(0, parts.length), units[parts.length]];
  const exact = sum(amounts);
  const one = toOne(within?.places ?? toPlaces([...amounts, exact], scale), scale);
  return raiseLargest(amounts, given ?? toNearest(exact, one), one).map((amount) => toCents(amount, scale));
}

/** What is printed for each row of a list whose total is below it. */
export function roundColumn<Row>(
  rows: readonly Row[],
  toCents: (row: Row) => Cents,
): (row: Row) => Cents | undefined {
  const printed = roundParts(rows.map(toCents));
  const byRow = new Map(rows.map((row, index) => [row, printed[index]]));
  return (row) => byRow.get(row);
}

/** Two amounts and their difference. */
export function roundChange(before: Cents, after: Cents): PrintedRow {
  return roundTable([{ parts: [after], before }]).total;
}

/** By itself, as a total is: a half goes away from zero. */
export function roundCents(cents: Cents, places: Places = findPlaces([cents])): Cents {
  const { units, scale } = toUnits([cents]);
  return toCents(toNearest(units[0] ?? 0n, toOne(places, scale)), scale);
}

/** The parts of a row, and what their total is compared with. */
export type ExactRow = { parts: readonly Cents[]; before?: Cents | undefined };
export type PrintedRow = { parts: Cents[]; total: Cents; before: Cents; difference: Cents };
export type PrintedTable = {
  rows: PrintedRow[];
  total: PrintedRow;
  places: Places;
  /** Whether a cell's nearest unit leaves a row or a column that doesn't add up to its printed total. */
  isOff: boolean;
};

/** Totals of rows and columns as another list prints them; a missing one is what the others leave. */
type Wanted = { rows?: readonly (Cents | undefined)[]; columns?: readonly (Cents | undefined)[] };

/**
 * Rounds a table with totals on both sides, and with a comparison if its rows have one. The totals of rows and those of
 * columns are two lists, printed as anywhere else, and so are the parts of each row. Differences are those of what is
 * printed.
 */
export function roundTable(exact: readonly ExactRow[], wanted: Wanted = {}): PrintedTable {
  const width = exact.reduce((most, { parts }) => Math.max(most, parts.length), 0);
  const texts = exact.map(({ parts, before = "0" }) => [...fill(parts, width), before]);
  const { units, scale } = toUnits(texts.flat());
  const rows = texts.map((_, row) => units.slice(row * (width + 1), (row + 1) * (width + 1)));
  const parts = rows.map((row) => row.slice(0, width));
  const columns = Array.from({ length: width }, (_, column) => sum(rows.map((row) => row[column] ?? 0n)));
  const totals = parts.map(sum);
  const befores = rows.map((row) => row[width] ?? 0n);
  const all = [sum(totals), sum(befores), ...columns, ...totals, ...befores, ...parts.flat()];
  const places = toPlaces([...all, sum(totals) - sum(befores)], scale);
  const one = toOne(places, scale);
  const whole = toNearest(sum(totals), one);
  const toWanted = (side: Wanted["rows"] = []) =>
    side.map((cents) => (cents === undefined ? undefined : toScaled(cents, scale)));
  const rowTotals = choose(raiseLargest(totals, whole, one), toWanted(wanted.rows), whole);
  const before = toNearest(sum(befores), one);
  const printed = {
    parts: parts.map((row, index) => raiseLargest(row, rowTotals[index] ?? 0n, one)),
    befores: raiseBefores({ befores, totals, rowTotals }, before, one),
    columns: choose(raiseLargest(columns, whole, one), toWanted(wanted.columns), whole),
  };
  const toRow = (cells: readonly bigint[], total: bigint, earlier: bigint): PrintedRow => ({
    parts: cells.map((cell) => toCents(cell, scale)),
    total: toCents(total, scale),
    before: toCents(earlier, scale),
    difference: toCents(total - earlier, scale),
  });
  return {
    rows: printed.parts.map((row, index) => toRow(row, rowTotals[index] ?? 0n, printed.befores[index] ?? 0n)),
    total: toRow(printed.columns, whole, before),
    places,
    isOff:
      printed.parts.some((row, index) => sum(row) !== rowTotals[index]) ||
      printed.columns.some((total, column) => sum(printed.parts.map((row) => row[column] ?? 0n)) !== total),
  };
}

/**
 * Cost centers, each with its own cost and its shares of what is common: the first column is a list with what is common,
 * as the cost report prints it, and each other column one within its sum. What a center pays is the sum of what is printed.
 */
export function roundCenters(rows: readonly (readonly Cents[])[], wantedPlaces?: Places): PrintedTable {
  const { units, scale } = toUnits(rows.flat());
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) =>
    rows.map((_, row) => units[row * width + column] ?? 0n),
  );
  const exact = sum(units);
  const places = wantedPlaces ?? toPlaces([...units, ...columns.map(sum), exact], scale);
  const one = toOne(places, scale);
  const [own = [], ...common] = columns;
  const listed = raiseLargest([...own, ...common.map(sum)], toNearest(exact, one), one);
  const printed = [
    listed.slice(0, own.length),
    ...common.map((column, index) => raiseLargest(column, listed[own.length + index] ?? 0n, one)),
  ];
  const toRow = (parts: readonly bigint[]): PrintedRow => {
    const total = toCents(sum(parts), scale);
    return { parts: parts.map((part) => toCents(part, scale)), total, before: "0", difference: total };
  };
  return {
    rows: rows.map((_, row) => toRow(printed.map((column) => column[row] ?? 0n))),
    total: toRow(printed.map(sum)),
    places,
    isOff: false,
  };
}

/** What is wanted, if it is given; a single one that isn't is the rest. */
function choose(
  rounded: readonly bigint[],
  wanted: readonly (bigint | undefined)[],
  total: bigint,
): readonly bigint[] {
  if (wanted.length !== rounded.length) return rounded;
  const known = wanted.filter((each) => each !== undefined);
  if (known.length < wanted.length - 1) return rounded;
  return wanted.map((each) => each ?? total - sum(known));
}

type Compared = { befores: readonly bigint[]; totals: readonly bigint[]; rowTotals: readonly bigint[] };

/** What didn't change is printed as it is now. */
function raiseBefores({ befores, totals, rowTotals }: Compared, total: bigint, one: bigint): bigint[] {
  const isSame = befores.map((before, row) => before === totals[row]);
  const kept = sum(rowTotals.filter((_, row) => isSame[row]));
  const others = raiseLargest(
    befores.filter((_, row) => !isSame[row]),
    total - kept,
    one,
  );
  if (kept + sum(others) !== total) return raiseLargest(befores, total, one);
  const rest = others.values();
  return isSame.map((same, row) => (same ? rowTotals[row] : rest.next().value) ?? 0n);
}

function fill(parts: readonly Cents[], width: number): Cents[] {
  return Array.from({ length: width }, (_, column) => parts[column] ?? "0");
}
