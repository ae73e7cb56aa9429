import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { type Column, toNumbers, toText } from "./columns";

/** What the rows of a file's column hold. Numbers have a total in a workbook. */
export type Cell = SQL | { number: SQL };

export function toColumns(cells: Readonly<Record<string, Cell>>): Column[] {
  return Object.entries(cells).flatMap(([name, cell]) =>
    isNumber(cell) ? toNumbers([name]) : toText([name]),
  );
}

export function toTexts(cells: Readonly<Record<string, Cell>>): Record<string, SQL> {
  const texts = Object.entries(cells).map(([name, cell]) => [
    name,
    isNumber(cell) ? sql`(${cell.number})::text` : cell,
  ]);
  return Object.fromEntries(texts);
}

function isNumber(cell: Cell): cell is { number: SQL } {
  return "number" in cell;
}
