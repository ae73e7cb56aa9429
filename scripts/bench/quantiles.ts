/** The value below which the share `at` of the values lies. */
export function toQuantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

export function formatMs(values: readonly number[]): string {
  return `${toQuantile(values, 0.5).toFixed(0)} / ${toQuantile(values, 0.95).toFixed(0)}`;
}
