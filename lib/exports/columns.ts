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
};

const formulaStart = /^[=+\-@\t\r]/;

/** A spreadsheet runs a cell that starts like a formula; a leading apostrophe makes it a text. */
export function guardFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

export function toText(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: "text" }));
}

export function toNumbers(names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: "number" }));
}
