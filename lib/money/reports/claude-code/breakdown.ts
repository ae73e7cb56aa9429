import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import type { Thing } from "@/lib/core/format/chart-colors";
import { thingOf, toShownColors } from "@/lib/core/organization/chart-slots";
import { isInRange } from "@/lib/money/reports/query/rollup-periods";
import { isInFilter } from "@/lib/money/reports/query/scope";
import { toShownFacts } from "./facts";
import { claudeCodeKeys } from "./rollup-level";
import { type ClaudeCodeBreakdown, claudeCodeBreakdown } from "./schema";
import type { BreakdownQuery } from "./search-params";
import { rollupSums, sumsAsJson, sumsOfSums } from "./sums";

export const getBreakdown = heavyRead("standing", readBreakdown);

async function readBreakdown(
  by: Permit<"claude-code:read">,
  query: BreakdownQuery,
): Promise<ClaudeCodeBreakdown> {
  const { work, models, widest, who } = await toShownFacts(by.actor, query);
  const { facts, key, part } =
    query.by === "model"
      ? { facts: toUntold(models), key: sql`r.model`, part: "claude-code-models" as const }
      : { facts: work, key: claudeCodeKeys[query.by], part: "claude-code-places" as const };
  const db = await database();
  const { rows } = await db.execute<{ key: string; thing: Thing | null }>(sql`
    with each as materialized (
      select ${key} as key, r.actor_type, ${who} as who, ${rollupSums} from ${facts} r
      where ${isInRange(query, widest, part)} and ${isInFilter(query.filter, claudeCodeKeys)}
      group by 1, 2, 3
    ), found as (select key, count(who)::int as actors, ${sumsOfSums} from each group by key)
    select key, ${thingOf(query.by, sql`found.key`)} as thing, actors, ${sumsAsJson} as sums from found order by found.actors desc, found.tokens desc, key`);
  const colors = query.by === "model" ? toShownColors(rows) : [];
  return claudeCodeBreakdown.parse({
    by: query.by,
    rows: rows.map((row, index) => ({ ...row, color: colors[index] ?? null })),
  });
}

const toUntold = (
  models: SQL,
) => sql`(select *, 0 as sessions, 0 as lines_added, 0 as lines_removed, 0 as commits,
  0 as pull_requests from ${models} as models)`;
