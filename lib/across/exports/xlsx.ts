import "server-only";
import { Zip, ZipDeflate } from "fflate";
import { sumDecimals } from "@/lib/core/money/money-math";
import { type Column, isDecimal, isSummed, type Row, type Sheet } from "@/lib/core/sheets/columns";
import { guardFormula } from "@/lib/core/sheets/formula-vocabulary";
import { inTurns } from "@/lib/core/sheets/turns";
import { sheetEnd, toFixedParts, toSheetStart, toStyle } from "./xlsx-parts";

export const maxXlsxRows = 1_048_576;
const maxCellLength = 32_767;

/** Compressed while it is read, so memory use doesn't depend on the file's size. */
export async function* toXlsx(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    packed.push(piece);
  });
  for (const [path, xml] of toFixedParts()) toPart(zip, path).push(encode(xml), true);
  const part = toPart(zip, "xl/worksheets/sheet1.xml");
  part.push(encode(toSheetStart(sheet.columns)));
  part.push(
    encode(toRowXml(sheet.columns.map(({ name }) => toTextXml(guardFormula(name), toStyle("text", true))))),
  );
  const totals = new Totals(sheet.columns);
  for await (const rows of inTurns(sheet.listRows())) {
    if (sheet.hasTotals) totals.add(rows);
    part.push(encode(rows.map((row) => toRowXml(toCellsXml(row, sheet.columns))).join("")));
    yield* packed.splice(0);
  }
  const total = totals.toRow();
  if (total) part.push(encode(toRowXml(toCellsXml(total, sheet.columns, true))));
  part.push(encode(sheetEnd), true);
  zip.end();
  yield* packed.splice(0);
}

function toPart(zip: Zip, path: string): ZipDeflate {
  const part = new ZipDeflate(path, { level: 6 });
  zip.add(part);
  return part;
}

function encode(xml: string): Uint8Array {
  return new TextEncoder().encode(xml);
}

function toRowXml(cells: string[]): string {
  return `<row>${cells.join("")}</row>`;
}

function toCellsXml(row: Row, columns: Column[], isBold = false): string[] {
  return row.map((cell, index) => {
    const column = columns[index];
    if (cell === null || cell === "" || !column) return "<c/>";
    const number = isDecimal(column) ? cell : toSerial(cell, column.kind);
    if (number !== null) return `<c s="${toStyle(column.kind, isBold)}"><v>${number}</v></c>`;
    return toTextXml(guardFormula(cell), toStyle("text", isBold));
  });
}

const dayMs = 86_400_000;
const firstDay = Date.UTC(1899, 11, 30);
const dateForms = {
  day: /^\d{4}-\d\d-\d\d$/,
  month: /^\d{4}-\d\d$/,
  instant: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
} as const;

/** Days since the first one of spreadsheets; null for what is no date. */
function toSerial(cell: string, kind: Column["kind"]): string | null {
  if (!(kind === "day" || kind === "month" || kind === "instant") || !dateForms[kind].test(cell)) return null;
  const serial = (Date.parse(cell) - firstDay) / dayMs;
  return Number.isFinite(serial) ? String(serial) : null;
}

/** An inline text is never evaluated; the guard is for copied cells. */
function toTextXml(text: string, style: number): string {
  const mark = style === 0 ? "" : ` s="${style}"`;
  return `<c t="inlineStr"${mark}><is><t xml:space="preserve">${escapeXml(text.slice(0, maxCellLength))}</t></is></c>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** XML can't carry control characters, so they become `_xHHHH_`, and text that looks like that is escaped. */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, toHexEscape)
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

function toHexEscape(character: string): string {
  return `_x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}_`;
}

/** Sums what is streamed. Amounts in two currencies have no total; those in US dollars have columns of their own. */
class Totals {
  readonly #sums: (string | null)[];
  readonly #currencies = new Set<string>();
  readonly #currencyAt: number;

  constructor(private readonly columns: readonly Column[]) {
    this.#sums = columns.map(() => null);
    this.#currencyAt = columns.findIndex(({ name }) => name === "currency");
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const currency = row[this.#currencyAt];
      if (currency) this.#currencies.add(currency);
    }
    for (const [index, column] of this.columns.entries()) {
      if (!isSummed(column)) continue;
      const cells = [this.#sums[index], ...rows.map((row) => row[index])].filter((cell) => cell != null);
      if (cells.length > 0) this.#sums[index] = sumDecimals(cells);
    }
  }

  /** Null if nothing was added up. */
  toRow(): Row | null {
    const sums = this.columns.map((column, index) =>
      this.#isMixed(column) ? null : (this.#sums[index] ?? null),
    );
    const labelAt = this.columns.findIndex((column) => !isDecimal(column));
    if (sums.every((sum) => sum === null) || labelAt < 0) return null;
    return sums.map((sum, index) => (index === labelAt ? "Total" : sum));
  }

  #isMixed({ name, kind }: Column): boolean {
    return kind === "amount" && !name.endsWith("_usd") && this.#currencies.size > 1;
  }
}
