import type { Cents } from "./money";
import { type Flow, roundNetwork } from "./rounding-network";
import {
  compareUnits,
  findPlaces,
  type Places,
  sum,
  toCents,
  toNearest,
  toOne,
  toPlaces,
  toScaled,
  toUnits,
} from "./rounding-units";
import {
  raiseLargest,
  toFirstWishes,
  toRowWishes,
  toWishes,
  type UnitRow,
  type Wanted,
} from "./rounding-wishes";

/* What is printed adds up: amounts are rounded to the smallest unit of their currency together, never one by one. */

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

/**
 * A breakdown, largest first: those that a chart draws are rounded with the rest as one amount, and the rest within it. So
 * a part is printed alike wherever the same breakdown is, however many of its parts are listed.
 */
export function roundRanked(parts: readonly Cents[], drawn: number): Cents[] {
  if (parts.length <= drawn + 1) return roundParts(parts);
  const { units, scale } = toUnits(parts);
  const places = toPlaces([...units, sum(units)], scale);
  const rest = toCents(sum(units.slice(drawn)), scale);
  const total = roundCents(toCents(sum(units), scale), places);
  const first = roundParts([...parts.slice(0, drawn), rest], { places, total });
  return [...first.slice(0, -1), ...roundParts(parts.slice(drawn), { places, total: first.at(-1) ?? "0" })];
}

/** The same for amounts in any order, each printed as the breakdown prints it. */
export function roundAsRanked(parts: readonly Cents[], drawn: number): Cents[] {
  const { units } = toUnits(parts);
  const toUnit = (index: number) => units[index] ?? 0n;
  const order = parts.map((_, index) => index).toSorted((a, b) => compareUnits(toUnit(b), toUnit(a)));
  const ranked = roundRanked(
    order.map((index) => parts[index] ?? "0"),
    drawn,
  );
  const printed = new Map(order.map((index, rank) => [index, ranked[rank]]));
  return parts.map((part, index) => printed.get(index) ?? part);
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
export type PrintedTable = { rows: PrintedRow[]; total: PrintedRow; places: Places };

/**
 * Rounds a table with totals on both sides, and with a comparison if its rows have one, so that every printed sum and
 * difference is right as printed. Each amount is raised or lowered to a whole unit. The total and what it is compared
 * with are rounded by themselves, unless their difference is whole. The totals of columns and rows are those of lists, or
 * what is wanted, if there is a table with all of them.
 */
export function roundTable(exact: readonly ExactRow[], wanted: Wanted = {}): PrintedTable {
  const width = exact.reduce((most, { parts }) => Math.max(most, parts.length), 0);
  const isList = width === 1 && exact.every(({ before }) => before === undefined);
  if (isList && !wanted.rows) return roundList(exact);
  const texts = exact.map(({ parts, before = "0" }) => [...fill(parts, width), before]);
  const { units, scale } = toUnits(texts.flat());
  const rows = texts.map((_, row) => toRow(units.slice(row * (width + 1), (row + 1) * (width + 1))));
  const total = rows.reduce(addRows, toRow(Array.from({ length: width + 1 }, () => 0n)));
  const all = [total, ...rows];
  const places = wanted.places ?? toPlaces(all.flatMap(listUnits), scale);
  const flows = all.flatMap((row, place) => toFlows(row, place, width));
  const one = toOne(places, scale);
  const toWanted = (cents: Cents | undefined) => (cents === undefined ? undefined : toScaled(cents, scale));
  const wishes = [
    ...toWishes(total, one, wanted.columns?.map(toWanted)),
    ...toRowWishes(rows, { total, one, width }, wanted.rows?.map(toWanted)),
    ...(wanted.areFirstsListed ? toFirstWishes(rows, { total, one, width }) : []),
  ];
  const rounded = roundNetwork(flows, one, wishes).map((amount) => toCents(amount, scale));
  const [first, ...others] = all.map((_, place) => {
    const [whole = "0", before = "0", difference = "0", ...parts] = rounded.slice(
      place * (width + 3),
      (place + 1) * (width + 3),
    );
    return { parts, total: whole, before, difference };
  });
  return { rows: others, total: first ?? { parts: [], total: "0", before: "0", difference: "0" }, places };
}

/** Cost centers: their own cost is printed as where it is listed without their shares of what is common. */
export function roundCenters(lines: readonly { directCents: Cents; sharedCents: Cents }[]): PrintedTable {
  const exact = lines.map(({ directCents, sharedCents }) => ({ parts: [directCents, sharedCents] }));
  return roundTable(exact, { areFirstsListed: true });
}

/** A single column has the largest remainders of a list. */
function roundList(exact: readonly ExactRow[]): PrintedTable {
  const cents = exact.map(({ parts: [part = "0"] }) => part);
  const { units, scale } = toUnits(cents);
  const whole = toCents(sum(units), scale);
  const places = findPlaces([...cents, whole]);
  const toPrinted = (printed: Cents): PrintedRow => ({
    parts: [printed],
    total: printed,
    before: "0",
    difference: printed,
  });
  return { rows: roundParts(cents).map(toPrinted), total: toPrinted(roundCents(whole, places)), places };
}

function fill(parts: readonly Cents[], width: number): Cents[] {
  return Array.from({ length: width }, (_, column) => parts[column] ?? "0");
}

function toRow(amounts: readonly bigint[]): UnitRow {
  const parts = amounts.slice(0, -1);
  const before = amounts.at(-1) ?? 0n;
  const total = sum(parts);
  return { parts, total, before, difference: total - before };
}

function addRows(one: UnitRow, other: UnitRow): UnitRow {
  const parts = one.parts.map((part, column) => part + (other.parts[column] ?? 0n));
  return toRow([...parts, one.before + other.before]);
}

function listUnits({ parts, total, before, difference }: UnitRow): bigint[] {
  return [total, before, difference, ...parts];
}

/** From what is compared to a row, through its parts to their columns, and back through the row of totals. */
function toFlows(row: UnitRow, place: number, width: number): Flow[] {
  const [side, node] = [2 * place, 2 * place + 1];
  // Nodes of columns are below zero.
  const ends = [
    [side, node],
    [-width - 1, side],
    [-width - 2, side],
    ...row.parts.map((_, column) => [node, -column - 1]),
  ];
  return listUnits(row).map((units, index) => {
    const [from = 0, to = 0] = ends[index] ?? [];
    return place === 0 ? { from: to, to: from, units } : { from, to, units };
  });
}
