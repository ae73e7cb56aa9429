import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { claudeCodeModelRollups, claudeCodeRollups } from "@/lib/db/claude-code-tables";
import { database } from "@/lib/db/client";
import { claudeCodeKeys } from "./claude-code-axes";
import { isActorInScope } from "./claude-code-pivot";
import type { BreakdownQuery } from "./claude-code-search-params";
import { rollupSums, sumsAsJson, sumsOfSums } from "./claude-code-sums";
import { isInPieces, toPieces } from "./pieces";
import { type ClaudeCodeBreakdown, claudeCodeBreakdown } from "./schema";
import { isInFilter } from "./scope";

/** Who worked, and what came of it, by one dimension. Somebody with two terminals is counted in each. */
export async function getBreakdown(
  by: Permit<"claude-code:read">,
  query: BreakdownQuery,
): Promise<ClaudeCodeBreakdown> {
  const { facts, key } =
    query.by === "model"
      ? { facts: modelFacts, key: sql`r.model` }
      : { facts: sql`${claudeCodeRollups}`, key: claudeCodeKeys[query.by] };
  const db = await database();
  const { rows } = await db.execute(sql`
    with each as materialized (
      select ${key} as key, r.actor_type, r.actor, ${rollupSums} from ${facts} r
      where ${isInPieces(toPieces(query, "month"))} and ${isActorInScope(by.actor)}
        and ${isInFilter(query.filter, claudeCodeKeys)}
      group by 1, 2, 3
    ), found as (select key, count(*)::int as actors, ${sumsOfSums} from each group by key)
    select key, actors, ${sumsAsJson} as sums from found order by found.actors desc, found.tokens desc, key`);
  return claudeCodeBreakdown.parse({ by: query.by, rows });
}

/** What was done with each model the report does not tell. */
const modelFacts = sql`(select *, 0 as sessions, 0 as lines_added, 0 as lines_removed, 0 as commits, 0 as pull_requests
  from ${claudeCodeModelRollups})`;
