import "server-only";
import { isAddress } from "./vocabulary";

/** The option that is most like the text; null if none is. */
export function suggest(text: string, options: readonly string[]): string | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return null;
  const ranked = options
    .map((option) => ({ option, distance: toDistance(wanted, option.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.option : null;
}

/** Common slips: spaces, one of them or "(at)" for the "@", a comma for a dot, a mistyped ending. */
export function suggestAddress(text: string): string | null {
  const mended = text
    .trim()
    .replace(/\s*[([]\s*at\s*[)\]]\s*/i, "@")
    .replace(/^([^@\s]+)\s+([^@\s]+\.[^@\s]+)$/, "$1@$2")
    .replaceAll(/\s+/g, "")
    .replaceAll(",", ".")
    .replace(/@{2,}/, "@")
    .replace(/[.;>]+$/, "")
    .replace(/\.(con|cmo|ocm|vom)$/i, ".com");
  return mended !== text && isAddress(mended) ? mended : null;
}

/** How many letters have to be changed, added, or taken away. What begins with the text is nearly it. */
function toDistance(from: string, to: string): number {
  if (from.length > 2 && to.startsWith(from)) return 1;
  if (Math.abs(from.length - to.length) > 6) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at += 1) {
    const next = [at];
    for (let index = 1; index <= to.length; index += 1) {
      const change = (row[index - 1] ?? 0) + (from[at - 1] === to[index - 1] ? 0 : 1);
      next.push(Math.min(change, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? Number.POSITIVE_INFINITY;
}
