import "server-only";
import { type Column, type SQL, sql } from "drizzle-orm";
import { toSearchPattern } from "./search-pattern";

/** Whether a text contains another, in any case and with any accents. */
export function isLike(text: SQL | Column, searched: string): SQL {
  return isFoldedLike(toFolded(text), searched);
}

/** The same for text that is kept folded, which is many times faster. */
export function isFoldedLike(folded: SQL | Column, searched: string): SQL {
  return sql`${folded} like ${toSearchPattern(searched.trim())}`;
}

/** Folds a text in SQL as `fold` in `lib/core/format/fold.ts` does in TypeScript. */
export function toFolded(text: SQL | Column): SQL {
  return sql`fold_text(${text})`;
}
