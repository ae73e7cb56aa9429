import "server-only";
import { minPeople } from "./vocabulary";

/**
 * Which rows could be told from these sums or their differences although fewer than five people have them. Each row's
 * amount is a different power of two, so that a sum shows which rows are in it. `people`: whose each row is; null for
 * nobody's.
 */
export function listTelling(people: readonly (number | null)[], sums: readonly bigint[]): bigint[] {
  const known = [...new Set([0n, ...sums])];
  const rest = known.flatMap((whole) =>
    known.filter((part) => (part & whole) === part).map((part) => whole - part),
  );
  return [...new Set(rest)].filter((rows) => {
    const count = countPeople(people, rows);
    return count > 0 && count < minPeople;
  });
}

function countPeople(people: readonly (number | null)[], rows: bigint): number {
  const found = people.filter((person, bit) => person !== null && (rows >> BigInt(bit)) & 1n);
  return new Set(found).size;
}
