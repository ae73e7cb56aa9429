import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { sumCounts, toRatio } from "@/lib/money/reports/query/ratio";
import { isInRange } from "@/lib/money/reports/query/rollup-periods";
import { isInFilter, isNarrowed } from "@/lib/money/reports/query/scope";
import { toShownFacts } from "./facts";
import { claudeCodeKeys } from "./rollup-level";
import { type ClaudeCodeActors, type ClaudeCodeSums, claudeCodeActors } from "./schema";
import type { ActorsQuery } from "./search-params";
import { most, rollupSums, sumsAsJson } from "./sums";

const pageSize = 50;

type ActorRow = {
  total: number;
  actor: string;
  name: string | null;
  accepted: string;
  rejected: string;
  sums: ClaudeCodeSums;
  most: ClaudeCodeSums;
};

export const listClaudeCodeActors = heavyRead("standing", readClaudeCodeActors);

async function readClaudeCodeActors(
  by: Permit<"claude-code:read">,
  query: ActorsQuery,
): Promise<ClaudeCodeActors> {
  const { work, actors, widest, isMasked } = await toShownFacts(by.actor, query);
  const { facts, part } = isNarrowed(query.filter)
    ? { facts: work, part: "claude-code-places" as const }
    : { facts: actors, part: "claude-code-actors" as const };
  const order = toOrder(query);
  const db = await database();
  const { rows } = await db.execute<ActorRow>(sql`
    with found as materialized (
      select r.actor, ${rollupSums}, sum(r.edit_accepted) as accepted, sum(r.edit_rejected) as rejected
      from ${facts} r
      where ${isInRange(query, widest, part)} and r.actor_type = ${query.kind}
        and ${isInFilter(query.filter, claudeCodeKeys)}
      group by 1
    ), page as materialized (
      select * from found order by ${order} limit ${pageSize} offset ${(query.page - 1) * pageSize}
    )
    select (select count(*)::int from found) as total, actor, accepted::text, rejected::text, ${sumsAsJson} as sums, ${nameOf(query.kind, isMasked)} as name,
      (select ${sumsAsJson} from (select ${most} from found) as most) as most
    from page order by ${order}`);
  return claudeCodeActors.parse({
    most: rows[0]?.most ?? null,
    rows: rows.map(({ accepted, rejected, ...row }) => ({
      ...row,
      acceptance: toRatio(accepted, sumCounts(accepted, rejected)),
    })),
    total: rows[0]?.total ?? 0,
    page: query.page,
    pageSize,
  });
}

/** Someone who left and returned has two entries; this uses the current one. */
function nameOf(kind: string, isMasked: boolean): SQL {
  if (kind !== "user_actor" || isMasked) return sql`null::text`;
  return sql`(select m.name from ${members} m where lower(m.email) = lower(page.actor)
    order by m.gone_at desc nulls first limit 1)`;
}

function toOrder({ sort, direction }: ActorsQuery): SQL {
  const down = sql.raw(direction === "desc" ? "desc nulls last" : "asc nulls last");
  if (sort === "actor") return sql`lower(actor) ${down}, actor`;
  if (sort === "acceptance") return sql`accepted / nullif(accepted + rejected, 0) ${down}, actor`;
  return sql`${sql.identifier(sort)} ${down}, actor`;
}
