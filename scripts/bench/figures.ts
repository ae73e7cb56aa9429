export type Unit = "ms" | "s" | "MB" | "kB" | "requests" | "pages/s" | "%" | "×" | "";
export type Figure = { value: number; unit: Unit };
export type Figures = Record<string, Figure>;
export type Run = { at: string; machine: string; figures: Figures };
export type Runs = Record<string, Run>;

export type Note = (subject: string, measure: string, value: number, unit: Unit) => void;

export function toName(subject: string, measure: string): string {
  return `${subject}: ${measure}`;
}

export function toQuantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

const quantiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, max: 1 } as const;
export type Quantile = keyof typeof quantiles;

export function noteQuantiles(
  note: (measure: string, value: number, unit: Unit) => void,
  times: readonly number[],
  names: readonly Quantile[],
  suffix = "",
): void {
  for (const name of names) note(`${name}${suffix}`, toQuantile(times, quantiles[name]), "ms");
}

export function formatFigure({ value, unit }: Figure): string {
  if (Number.isNaN(value)) return "none";
  const digits = unit === "" || unit === "×" ? 3 : Math.abs(value) < 10 && unit !== "requests" ? 1 : 0;
  return value.toFixed(digits);
}
