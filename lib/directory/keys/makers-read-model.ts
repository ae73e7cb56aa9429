import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { isFoldedLike, isLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isMakerGone, joinedToKeys, makers } from "./filter-sql";
import { type KeyMaker, keyMakers } from "./schema";

const maxMakers = 30;

/** Most keys first, including creators that are already selected. */
export async function listKeyMakers(
  by: Permit<"keys:read">,
  { q, chosen }: { q: string; chosen: readonly string[] },
): Promise<KeyMaker[]> {
  const db = await database();
  const isChosen = sql`${apiKeys.createdById} in (select jsonb_array_elements_text(${JSON.stringify(chosen)}::jsonb))`;
  const { rows } = await db.execute(sql`
    select ${apiKeys.createdById} as id, min(${apiKeys.createdByType}) as type, min(${makers.name}) as name,
      min(${makers.email}) as email, bool_or(${isMakerGone}) as "isGone", count(*)::float8 as count
    from ${apiKeys} ${joinedToKeys}
    where ${and(visibleTo(by.actor).keys, sql`${apiKeys.createdById} is not null`, sql`(${isChosen} or ${isNamed(q.trim())})`)}
    group by ${apiKeys.createdById}
    order by bool_or(${isChosen}) desc, count(*) desc, min(${makers.email}), 1 limit ${maxMakers + chosen.length}`);
  return keyMakers.parse(rows);
}

function isNamed(text: string): SQL {
  if (!text) return sql`true`;
  return sql`(${isFoldedLike(makers.folded, text)} or ${isLike(apiKeys.createdById, text)})`;
}
