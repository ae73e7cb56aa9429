import "server-only";
import Papa from "papaparse";
import { type Column, isDecimal, type Row, type Sheet } from "./columns";
import { guardParts } from "./formula-vocabulary";
import { inTurns } from "./turns";

export async function* toCsv(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(toLines([sheet.columns.map((column) => guardParts(column.name))]));
  for await (const rows of inTurns(sheet.listRows()))
    yield encoder.encode(toLines(rows.map((row) => toCells(row, sheet.columns))));
}

function toCells(row: Row, columns: Column[]): string[] {
  return row.map((cell, index) => {
    if (cell === null) return "";
    return isDecimal(columns[index]) ? cell : guardParts(cell);
  });
}

/** RFC 4180 requires quotes around commas; readers that also split at semicolons or tabs need them there too. */
function hasSeparator(cell: string): boolean {
  return /[;\t]/.test(cell);
}

function toLines(rows: string[][]): string {
  return `${Papa.unparse(rows, { newline: "\r\n", header: false, quotes: hasSeparator })}\r\n`;
}
