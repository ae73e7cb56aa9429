import "server-only";
import { type Column, type SQL, sql } from "drizzle-orm";
import { unicode } from "./collation";
import { toSearchPattern } from "./search-pattern";

/** Whether a text contains another, in any case. Text in ASCII is folded without ICU, which takes a third of the time. */
export function isLike(text: SQL | Column, searched: string): SQL {
  const isAscii = sql`octet_length(${text}) = char_length(${text})`;
  const folded = sql`case when ${isAscii} then lower(${text} collate "C") ${unicode} else lower(${text} ${unicode}) end`;
  return sql`${folded} like lower(${toSearchPattern(searched.trim())}::text ${unicode})`;
}
