import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import { toFoldedPattern, toSearchPattern } from "@/lib/directory/search-pattern";

const maxWords = 8;
const minFuzzyLetters = 3;
const maxFuzzyLetters = 40;

/** The rank of what only has the letters in this order; it is shown if nothing fits better. */
export const fuzzyRank = 3;

type Match = { isFound: SQL; rank: SQL<number> };

/**
 * An ID is found as it is, a name by its words in any order, by their beginnings first, or by some of its letters.
 * `text` is a column of folded names: folding each anew for each condition would take most of the time.
 */
export function toMatch(id: SQL, text: SQL, q: string): Match {
  const isLike = (pattern: string) => sql`${text} like ${pattern}`;
  const words = q.split(/\s+/).slice(0, maxWords);
  const hasWords = and(...words.map((word) => isLike(toSearchPattern(word)))) ?? sql`false`;
  const starts = sql`(${isLike(`${toFoldedPattern(q)}%`)} or ${isLike(`% ${toFoldedPattern(q)}%`)})`;
  const letters = [...words.join("")].slice(0, maxFuzzyLetters);
  const isFuzzy =
    letters.length < minFuzzyLetters ? sql`false` : isLike(`%${letters.map(toFoldedPattern).join("%")}%`);
  return {
    isFound: sql`(${id} = ${q} or ${hasWords} or ${isFuzzy})`,
    rank: sql<number>`case when ${id} = ${q} then 0 when ${starts} then 1 when ${hasWords} then 2
      else ${sql.raw(String(fuzzyRank))} end`,
  };
}
