import "server-only";
import { and, or, type SQL, sql } from "drizzle-orm";
import { fold } from "@/lib/core/format/fold";
import { toFoldedPattern, toSearchPattern } from "@/lib/core/organization/search-pattern";

const maxWords = 8;
/** Shorter words with a typo may be anything. */
const minTypoLetters = 4;
const maxTypoLetters = 24;

type Match = { isFound: SQL; rank: SQL<number> };

/**
 * An ID is found as it is, and a name by its words in any order, by their beginnings first. `text` is a column of folded
 * names: folding each anew for each condition would take most of the time.
 */
export function toMatch(id: SQL, text: SQL, q: string): Match {
  const isLike = (pattern: string) => sql`${text} like ${pattern}`;
  const hasWords = and(...toWords(q).map((word) => isLike(toSearchPattern(word)))) ?? sql`false`;
  const starts = sql`(${isLike(`${toFoldedPattern(q)}%`)} or ${isLike(`% ${toFoldedPattern(q)}%`)})`;
  return {
    isFound: sql`(${id} = ${q} or ${hasWords})`,
    rank: sql<number>`case when ${id} = ${q} then 0 when ${starts} then 1 else 2 end`,
  };
}

/** Finds a name that has each word, or begins one like it with one typo in it. */
export function toMatchWithTypo(text: SQL, q: string): Match {
  const spaced = sql`' ' || translate(${text}, '-_.@/', '     ')`;
  const isFound = toWords(q).map((word) => {
    const patterns = toTypoPatterns(word).map((pattern) => sql`${spaced} like ${`% ${pattern}%`}`);
    return or(sql`${text} like ${toSearchPattern(word)}`, ...patterns);
  });
  return { isFound: and(...isFound) ?? sql`false`, rank: sql`0` };
}

function toWords(q: string): string[] {
  return q.split(/\s+/).slice(0, maxWords);
}

/** Another letter, one too few, one too many, or two that changed places. Few people get the first letter wrong. */
function toTypoPatterns(word: string): string[] {
  const letters = [...fold(word)].slice(0, maxTypoLetters).map(toFoldedPattern);
  if (letters.length < minTypoLetters) return [];
  const places = letters.slice(1).map((_, index) => index + 1);
  return places.flatMap((place) => {
    const before = letters.slice(0, place).join("");
    const [letter = "", ...after] = letters.slice(place);
    const [next = "", ...others] = after;
    const rest = after.join("");
    const swapped = next ? [before + next + letter + others.join("")] : [];
    return [`${before}_${rest}`, before + rest, `${before}_${letter}${rest}`, ...swapped];
  });
}
