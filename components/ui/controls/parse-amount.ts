const spaces = /[\s\u00a0\u2007\u2009\u202f'’]/g;
const sign = /^(?:us)?[$€£]|^[a-z]{3}(?=[\s\d])|(?:[$€£]|[a-z]{3})$/gi;

/**
 * An amount as people type it, such as "2,200", "2.200,00", "$2,200", or "2 200.5", in the smallest unit of its currency;
 * null if it isn't one. Moves digits only, so that nothing is rounded. A lone separator before three digits groups them,
 * because no currency here has three decimals.
 */
export function parseAmount(typed: string, decimals: number): string | null {
  const text = typed.trim().replace(sign, "").trim().replace(spaces, " ");
  const grouped = /^(\d{1,3}(?:([ .,])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/.exec(text);
  const plain = /^(\d+)(?:[.,](\d+))?$/.exec(text);
  if (grouped && grouped[2] !== grouped[3] && !/^0/.test(text))
    return toUnits((grouped[1] ?? "").replace(/\D/g, ""), grouped[4] ?? "", decimals);
  return plain ? toUnits(plain[1] ?? "", plain[2] ?? "", decimals) : null;
}

function toUnits(whole: string, part: string, decimals: number): string | null {
  if (part.length > decimals || whole.length > 12) return null;
  return `${whole}${part.padEnd(decimals, "0")}`.replace(/^0+(?=\d)/, "");
}
