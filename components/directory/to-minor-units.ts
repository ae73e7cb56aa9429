/** Converts typed digits to minor units without arithmetic; null if they aren't an amount. */
export function toMinorUnits(typed: string, decimals: number): string | null {
  const [, whole = "", part = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(typed.trim()) ?? [];
  if (whole === "" || part.length > decimals) return null;
  return `${whole}${part.padEnd(decimals, "0")}`.replace(/^0+(?=\d)/, "");
}
