import "server-only";
import { Zip, ZipDeflate } from "fflate";
import { type Column, guardFormula, type Row, type Sheet } from "./columns";
import { fixedParts, sheetEnd, sheetStart } from "./xlsx-parts";

export const maxXlsxRows = 1_048_576;
const maxCellLength = 32_767;

/** Compressed while it is read, so memory use doesn't depend on the file's size. */
export async function* toXlsx(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    packed.push(piece);
  });
  for (const [path, xml] of fixedParts) toPart(zip, path).push(encode(xml), true);
  const part = toPart(zip, "xl/worksheets/sheet1.xml");
  part.push(encode(sheetStart));
  part.push(encode(toRowXml(sheet.columns.map((column) => toTextXml(guardFormula(column.name))))));
  for await (const rows of sheet.listRows()) {
    part.push(encode(rows.map((row) => toRowXml(toCellsXml(row, sheet.columns))).join("")));
    yield* packed.splice(0);
  }
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

function toCellsXml(row: Row, columns: Column[]): string[] {
  return row.map((cell, index) => {
    if (cell === null || cell === "") return "<c/>";
    return columns[index]?.kind === "number" ? `<c><v>${cell}</v></c>` : toTextXml(guardFormula(cell));
  });
}

/** An inline text is never evaluated; the guard is for copied cells. */
function toTextXml(text: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, maxCellLength))}</t></is></c>`;
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
