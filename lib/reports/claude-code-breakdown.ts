import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { claudeCodeRollups, claudeCodeRows } from "@/lib/db/claude-code-tables";
import { database } from "@/lib/db/client";
import { claudeCodeKeys } from "./claude-code-axes";
import { isActorInScope } from "./claude-code-pivot";
import type { BreakdownQuery } from "./claude-code-search-params";
import { rollupSums, sumsAsJson } from "./claude-code-sums";
import { isInPieces, toPieces } from "./pieces";
import { type ClaudeCodeBreakdown, claudeCodeBreakdown } from "./schema";
import { isInFilter } from "./scope";

/** Who worked, and what came of it, by one dimension. Somebody with two terminals is counted in each. */
export async function getBreakdown(
  by: Permit<"claude-code:read">,
  query: BreakdownQuery,
): Promise<ClaudeCodeBreakdown> {
  const isAsked = sql`${isActorInScope(by.actor)} and ${isInFilter(query.filter, claudeCodeKeys)}`;
  const actors = sql`count(distinct (r.actor_type, r.actor))::int as actors`;
  const found =
    query.by === "model"
      ? sql`select r.model as key, ${actors}, ${rollupSums} from (${toModels(query, isAsked)}) r group by 1`
      : sql`select ${claudeCodeKeys[query.by]} as key, ${actors}, ${rollupSums} from ${claudeCodeRollups} r
          where ${isInPieces(toPieces(query, "month"))} and ${isAsked} group by 1`;
  const db = await database();
  const { rows } = await db.execute(sql`
    select key, actors, ${sumsAsJson} as sums from (${found}) as found
    order by found.actors desc, found.tokens desc, key`);
  return claudeCodeBreakdown.parse({ by: query.by, rows });
}

/** Only the rows tell models; what was done with each of them they do not. */
function toModels({ from, to }: BreakdownQuery, isAsked: SQL): SQL {
  return sql`select r.actor_type, r.actor, used.model, 0 as sessions, 0 as lines_added, 0 as lines_removed,
      0 as commits, 0 as pull_requests, used."inputTokens" as input_tokens, used."outputTokens" as output_tokens,
      used."cacheReadTokens" as cache_read_tokens, used."cacheCreationTokens" as cache_creation_tokens,
      used."estimatedCents" as estimated_cents
    from ${claudeCodeRows} r cross join jsonb_to_recordset(r.models) as used("model" text, "inputTokens" bigint,
      "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint, "estimatedCents" numeric)
    where r.day between ${from}::date and ${to}::date and ${isAsked}`;
}
