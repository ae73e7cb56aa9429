import { compareDecimals } from "@/lib/core/money/money-math";
import { otherKey } from "@/lib/money/reports/vocabulary";

export type Direction = "asc" | "desc";
/** Text sorts alphabetically and exact decimals by value; a share of nothing comes last. */
export type SortKeys<Part> = Record<string, (part: Part) => { text: string } | { decimal: string | null }>;

export function sortParts<Part extends { key: string }>(
  parts: readonly Part[],
  keys: SortKeys<Part>,
  { sort, direction, locale }: { sort: string; direction: Direction; locale: string },
): Part[] {
  const toKey = Object.hasOwn(keys, sort) ? keys[sort] : undefined;
  if (!toKey) return [...parts];
  const sign = direction === "asc" ? 1 : -1;
  const compare = (one: Part, other: Part) => {
    const [a, b] = [toKey(one), toKey(other)];
    if ("text" in a && "text" in b) return sign * a.text.localeCompare(b.text, locale);
    const [x, y] = ["decimal" in a ? a.decimal : null, "decimal" in b ? b.decimal : null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * compareDecimals(x, y);
  };
  const own = parts.filter(({ key }) => key !== otherKey).sort(compare);
  return [...own, ...parts.filter(({ key }) => key === otherKey)];
}
