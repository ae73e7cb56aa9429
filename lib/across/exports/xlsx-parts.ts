import "server-only";
import type { Column, ColumnKind } from "@/lib/core/sheets/columns";

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageNs = "http://schemas.openxmlformats.org/package/2006";
const officeNs = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const sheetNs = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const toFixedParts = (): [path: string, xml: string][] => [
  [
    "[Content_Types].xml",
    `${head}<Types xmlns="${packageNs}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  ],
  [
    "_rels/.rels",
    `${head}<Relationships xmlns="${packageNs}/relationships">` +
      `<Relationship Id="rId1" Type="${officeNs}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    "xl/workbook.xml",
    `${head}<workbook xmlns="${sheetNs}" xmlns:r="${officeNs}">` +
      '<sheets><sheet name="Castellan" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ],
  [
    "xl/_rels/workbook.xml.rels",
    `${head}<Relationships xmlns="${packageNs}/relationships">` +
      `<Relationship Id="rId1" Type="${officeNs}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${officeNs}/styles" Target="styles.xml"/></Relationships>`,
  ],
  ["xl/styles.xml", toStyles()],
];

/** Built-in formats have numbers below 164: 3 is #,##0 and 4 is #,##0.00. */
const dateFormats = { day: 164, month: 165, instant: 166 };
/** A cell's style is its place among these, each of them plain and bold. */
const formats: [kind: ColumnKind, format: number][] = [
  ["text", 0],
  ["number", 3],
  ["amount", 4],
  ["day", dateFormats.day],
  ["month", dateFormats.month],
  ["instant", dateFormats.instant],
  ["rate", 0],
];

export function toStyle(kind: ColumnKind, isBold = false): number {
  return formats.findIndex(([name]) => name === kind) + (isBold ? formats.length : 0);
}

function toStyles(): string {
  const cells = [0, 1].flatMap((font) =>
    formats.map(
      ([, format]) =>
        `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    ),
  );
  const font = '<sz val="11"/><name val="Calibri"/>';
  return (
    `${head}<styleSheet xmlns="${sheetNs}"><numFmts count="3">` +
    `<numFmt numFmtId="${dateFormats.day}" formatCode="yyyy\\-mm\\-dd"/>` +
    `<numFmt numFmtId="${dateFormats.month}" formatCode="yyyy\\-mm"/>` +
    `<numFmt numFmtId="${dateFormats.instant}" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>` +
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs></styleSheet>`
  );
}

/** In characters; rows are streamed, so that widths can't depend on them. */
const widths: Record<ColumnKind, number> = {
  text: 24,
  number: 14,
  amount: 16,
  day: 12,
  month: 10,
  instant: 20,
  rate: 16,
};
const narrow = ["currency", "type", "dir", "by"];

export function toSheetStart(columns: readonly Column[]): string {
  const cols = columns.map(({ name, kind }, index) => {
    const width = Math.max(narrow.includes(name) ? 10 : widths[kind], name.length + 2);
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  return (
    `${head}<worksheet xmlns="${sheetNs}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${cols.join("")}</cols><sheetData>`
  );
}
export const sheetEnd = "</sheetData></worksheet>";
