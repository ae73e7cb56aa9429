export type Unit = "ms" | "s" | "MB" | "kB" | "requests" | "pages/s" | "%" | "×" | "";
export type Figure = { value: number; unit: Unit };
/** By `subject: measure`; a page's subject is its name. */
export type Figures = Record<string, Figure>;
/** What one size on one store was measured at, when, and on which machine. */
export type Run = { at: string; machine: string; figures: Figures };
/** By `size on store`. */
export type Runs = Record<string, Run>;

export type Note = (subject: string, measure: string, value: number, unit: Unit) => void;

export function toName(subject: string, measure: string): string {
  return `${subject}: ${measure}`;
}

/** The value below which the share `at` of the values lies. */
export function toQuantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

const quantiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, max: 1 } as const;
export type Quantile = keyof typeof quantiles;

/** Notes the chosen quantiles of some times, each under its own name and `suffix`. */
export function noteQuantiles(
  note: (measure: string, value: number, unit: Unit) => void,
  times: readonly number[],
  names: readonly Quantile[],
  suffix = "",
): void {
  for (const name of names) note(`${name}${suffix}`, toQuantile(times, quantiles[name]), "ms");
}

/** Short, as a table shows it. */
export function formatFigure({ value, unit }: Figure): string {
  if (Number.isNaN(value)) return "none";
  const digits = unit === "" || unit === "×" ? 3 : Math.abs(value) < 10 && unit !== "requests" ? 1 : 0;
  return value.toFixed(digits);
}
