/** What somebody typed as an amount, in the smallest unit of its currency, by its digits; null where it is none. */
export function toMinorUnits(typed: string, decimals: number): string | null {
  const [, whole = "", part = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(typed.trim()) ?? [];
  if (whole === "" || part.length > decimals) return null;
  return `${whole}${part.padEnd(decimals, "0")}`.replace(/^0+(?=\d)/, "");
}
