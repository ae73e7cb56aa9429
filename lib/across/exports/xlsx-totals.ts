import "server-only";
import { sumDecimals } from "@/lib/core/money/money-math";
import { type Column, isDecimal, isSummed, type Row } from "@/lib/core/sheets/columns";

/** Sums what is streamed. Amounts in two currencies have no total; those in US dollars have columns of their own. */
export class Totals {
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
