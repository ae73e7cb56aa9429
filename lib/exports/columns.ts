import "server-only";

/** A column of a sheet. Only texts can be taken for formulas; numbers are exact decimals and stay as they are. */
export type Column = { name: string; kind: "text" | "number" };
export type Row = (string | null)[];

/** What a file is made of; `listRows` reads it piece by piece and is called once. */
export type Sheet = {
  columns: Column[];
  listRows: () => AsyncIterable<Row[]>;
  /** Whether there are more rows than that. */
  isLongerThan: (rows: number) => Promise<boolean>;
  /** For the file's name: a range, or the day of the export. */
  period: string;
  /** Days of which rows could not be read, so that their numbers are too small. */
  incompleteDays?: number;
  /** Days that its numbers stand on and that are still to be read. */
  missingDays?: number;
  /** Whether it lists people, which takes a recent sign-in. */
  isOfPeople?: boolean;
};

/** With these a formula starts; the wide ones do it in Japanese and Chinese spreadsheets. */
const sign = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]";
/** What a spreadsheet may drop in front of it: space, quotes, and what has no width. */
const skipped = String.raw`\s\p{Cc}\p{Cf}\p{Z}\p{DI}"`;
const formulaStart = new RegExp(`^(?:[\\t\\r\\n]|[${skipped}]*${sign})`, "u");
const startsWithSign = new RegExp(`^${sign}`);
const partStart = new RegExp(`[;\\t\\r\\n][${skipped};]*`, "gu");

/** A spreadsheet runs a cell that starts like a formula; a leading apostrophe makes it a text. */
export function guardFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/**
 * Where lists are separated by semicolons, a spreadsheet may split a CSV cell at one, or at a line end, in spite of its
 * quotes. What follows must not start like a formula either.
 */
export function guardParts(text: string): string {
  return guardFormula(text).replace(partStart, (run, at: number, whole: string) =>
    startsWithSign.test(whole.slice(at + run.length, at + run.length + 1)) ? `${run}'` : run,
  );
}

export function toText(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: "text" }));
}

export function toNumbers(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: "number" }));
}
