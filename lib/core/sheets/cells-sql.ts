import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { type Column, toNumbers, toText } from "./columns";

/** What the rows of a file's column hold. Numbers have a total in a workbook; JSON is a text in files, but not for programs. */
export type Cell = SQL | { number: SQL } | { json: SQL };

export function toColumns(cells: Readonly<Record<string, Cell>>): Column[] {
  return Object.entries(cells).flatMap(([name, cell]) =>
    isNumber(cell)
      ? toNumbers([name])
      : toText([name]).map((column) => (isJson(cell) ? { ...column, isJson: true } : column)),
  );
}

export function toTexts(cells: Readonly<Record<string, Cell>>): Record<string, SQL> {
  const texts = Object.entries(cells).map(([name, cell]) => [
    name,
    isNumber(cell) ? sql`(${cell.number})::text` : isJson(cell) ? sql`(${cell.json})::text` : cell,
  ]);
  return Object.fromEntries(texts);
}

function isNumber(cell: Cell): cell is { number: SQL } {
  return "number" in cell;
}

function isJson(cell: Cell): cell is { json: SQL } {
  return "json" in cell;
}
