import "server-only";

/**
 * Only texts can be mistaken for formulas; numbers, amounts, and rates are decimals and stay as they are. Rates have no
 * total. In a workbook, days, months, and instants are dates.
 */
export type ColumnKind = "text" | "number" | "amount" | "rate" | "day" | "month" | "instant";
export type Column = { name: string; kind: ColumnKind; isJson?: boolean };
export type Row = (string | null)[];

export type Sheet = {
  columns: Column[];
  listRows: () => AsyncIterable<Row[]>;
  isLongerThan: (rows: number) => Promise<boolean>;
  /** Part of the file's name, if it isn't that of the address. */
  name?: string;
  /** Part of the file's name: a range, or the day of the export. */
  period: string;
  incompleteDays?: number;
  /** Days that the numbers need and that aren't loaded yet. */
  missingDays?: number;
  /** Whether a workbook ends with the totals of its numbers and amounts. */
  hasTotals?: boolean;
};

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
