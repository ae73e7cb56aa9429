import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { claudeCodeRollups } from "@/lib/db/claude-code-tables";
import { database } from "@/lib/db/client";
import { apiKeys, workspaces } from "@/lib/db/directory-tables";
import { claudeCodeKeys } from "./claude-code-axes";
import { isActorInScope } from "./claude-code-pivot";
import { costKeys, fromCost } from "./cost-axes";
import { isInPieces, toPieces } from "./pieces";
import { type Occurring, occurring } from "./schema";
import { workspaceLabel } from "./scope";
import type { DayRange } from "./search-params";
import { fromUsage, usageKeys } from "./usage-axes";
import { type ClaudeCodeDimension, type CostDimension, noKey, type UsageDimension } from "./vocabulary";

type ValuesQuery<Dimension> = DayRange & { by: Dimension; q: string };

const shownValues = 100;

/** What a report can be narrowed to: values that occur in its range and that the reader may see, largest first. */
export function listCostValues(
  by: Permit<"cost:read">,
  query: ValuesQuery<CostDimension>,
): Promise<Occurring> {
  const { from, to } = query;
  const facts = fromCost(by.actor, { from, to, filter: {}, granularity: "month", group: query.by });
  return listValues(
    query,
    sql`select ${costKeys[query.by]} as key, abs(sum(r.cents)) as value ${facts} group by 1`,
  );
}

export function listUsageValues(
  by: Permit<"usage:read">,
  query: ValuesQuery<UsageDimension>,
): Promise<Occurring> {
  return listValues(query, sumUsageBy(by.actor, query));
}

function sumUsageBy(actor: Actor, { from, to, by }: ValuesQuery<UsageDimension>): SQL {
  const asked = { from, to, filter: {}, granularity: "month", needs: [by], isHourly: false } as const;
  const facts = fromUsage(actor, asked);
  const tokens = sql`sum(r.output_tokens + r.uncached_input_tokens + r.cache_read_input_tokens)`;
  return sql`select ${usageKeys[by]} as key, ${tokens} as value ${facts} group by 1`;
}

export function listClaudeCodeValues(
  by: Permit<"claude-code:read">,
  query: ValuesQuery<ClaudeCodeDimension>,
): Promise<Occurring> {
  const isAsked = sql`${isInPieces(toPieces(query, "month"))} and ${isActorInScope(by.actor)}`;
  return listValues(
    query,
    sql`select ${claudeCodeKeys[query.by]} as key, count(*) as value from ${claudeCodeRollups} r
      where ${isAsked} group by 1`,
  );
}

/** `found` has rows of `key` and `value`. */
async function listValues({ by, q }: ValuesQuery<string>, found: SQL): Promise<Occurring> {
  const isLike = sql`strpos(lower(coalesce(label, '')), lower(${q.trim()})) > 0`;
  const db = await database();
  const { rows } = await db.execute(sql`
    with sides as (${found}),
    named as (
      select sides.key, sides.value, ${toLabel(by)} as label
      from sides left join ${workspaces} w on w.id = sides.key left join ${apiKeys} k on k.id = sides.key
    )
    select key, label from named where ${q.trim() ? isLike : sql`true`} order by value desc, key limit ${shownValues}`);
  return occurring.parse({ values: rows });
}

function toLabel(by: string): SQL {
  if (by === "workspace") return workspaceLabel;
  const name = by === "key" ? sql`coalesce(k.name, sides.key)` : sql`sides.key`;
  return sql`nullif(${name}, ${noKey})`;
}
