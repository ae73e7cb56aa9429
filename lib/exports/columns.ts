import "server-only";
import { isTag, toTagKey } from "@/lib/reports/dimension";

/**
 * Only texts can be mistaken for formulas; numbers, amounts, and rates are decimals and stay as they are. Rates have no
 * total. In a workbook, days, months, and instants are dates.
 */
export type ColumnKind = "text" | "number" | "amount" | "rate" | "day" | "month" | "instant";
export type Column = { name: string; kind: ColumnKind };
export type Row = (string | null)[];

export type Sheet = {
  columns: Column[];
  listRows: () => AsyncIterable<Row[]>;
  isLongerThan: (rows: number) => Promise<boolean>;
  /** Part of the file's name: a range, or the day of the export. */
  period: string;
  incompleteDays?: number;
  /** Days that the numbers need and that aren't loaded yet. */
  missingDays?: number;
  isOfPeople?: boolean;
  /** Whether a workbook ends with the totals of its numbers and amounts. */
  hasTotals?: boolean;
};

/** Formulas start with these; the wide ones work in Japanese and Chinese spreadsheets. */
const sign = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]";
/** Spreadsheets may skip these in front: spaces, quotes, and characters without width. */
const skipped = String.raw`\s\p{Cc}\p{Cf}\p{Z}\p{DI}"`;
const formulaStart = new RegExp(`^(?:[\\t\\r\\n]|[${skipped}]*${sign})`, "u");
const startsWithSign = new RegExp(`^${sign}`);
const partStart = new RegExp(`[;\\t\\r\\n][${skipped};]*`, "gu");

/** Spreadsheets run a cell that starts like a formula; a leading apostrophe makes it text. */
export function guardFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/**
 * With semicolons as list separators, a spreadsheet may split a quoted CSV cell at one or at a line end, so what
 * follows must not start like a formula either.
 */
export function guardParts(text: string): string {
  return guardFormula(text).replace(partStart, (run, at: number, whole: string) =>
    startsWithSign.test(whole.slice(at + run.length, at + run.length + 1)) ? `${run}'` : run,
  );
}

export function toText(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: toTextKind(name) }));
}

/** A name means the same in every file. */
function toTextKind(name: string): ColumnKind {
  if (/^(day|date|from|to|before_from|before_to)$|_on$/.test(name)) return "day";
  if (name === "month" || name === "adjusted_month") return "month";
  return /^(at|hour)$|_at$/.test(name) ? "instant" : "text";
}

export function toNumbers(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: isOfMoney(name) ? "amount" : "number" }));
}

function isOfMoney(name: string): boolean {
  return /_usd$|^(amount|estimated_cost)$/.test(name);
}

export function toAmounts(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: "amount" }));
}

export function toRates(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: "rate" }));
}

export function isDecimal(column: Column | undefined): boolean {
  return column?.kind === "rate" || isSummed(column);
}

export function isSummed(column: Column | undefined): boolean {
  return column?.kind === "number" || column?.kind === "amount";
}

/** What a dimension is called in files: a tag by its key as it is, without what an address escapes. */
export function toColumnName(dimension: string): string {
  return isTag(dimension) ? `tag:${toTagKey(dimension)}` : dimension;
}
