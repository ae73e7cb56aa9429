import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import {
  claudeCodeKindRollups,
  claudeCodeRollups,
  claudeCodeRows,
  claudeCodeToolRollups,
} from "@/lib/db/claude-code-tables";
import { database } from "@/lib/db/client";
import { claudeCodeKeys } from "./claude-code-axes";
import { isActorInScope } from "./claude-code-pivot";
import type { ClaudeCodeQuery } from "./claude-code-search-params";
import type { ComparedAsk } from "./compared";
import { list } from "./part-sums";
import { isInPieces, listPieces, toPieces } from "./pieces";
import type { ClaudeCodeSums } from "./schema";
import { isInFilter } from "./scope";
import { workCounts } from "./vocabulary";

const sumNames = [...workCounts, "tokens", "cents"] as const;
const tokens = sql`r.input_tokens + r.output_tokens + r.cache_read_tokens + r.cache_creation_tokens`;

/** The sums of roll-up `r`, by their names. */
export const rollupSums = list([
  ...workCounts.map((name) => sql`sum(r.${sql.identifier(name)}) as ${sql.identifier(name)}`),
  sql`sum(${tokens}) as tokens`,
  sql`sum(r.estimated_cents) as cents`,
]);
/** Sums of such sums. */
export const sumsOfSums = list(
  sumNames.map((name) => sql`sum(${sql.identifier(name)}) as ${sql.identifier(name)}`),
);
/** The largest of each, to draw the others beside. */
export const most = list(
  sumNames.map((name) => sql`max(${sql.identifier(name)}) as ${sql.identifier(name)}`),
);
const noSums = list(sumNames.map((name) => sql`null::numeric as ${sql.identifier(name)}`));

/** One JSON object of exact digits. */
export const sumsAsJson = sql`json_build_object(${list(
  sumNames.map((name) => sql`${name}::text, trim_scale(coalesce(${sql.identifier(name)}, 0))::text`),
)})`;

type Asked = Pick<ClaudeCodeQuery, "filter"> & ComparedAsk;
type SumRow = { bucket: string | null; kind: string | null; actors: number; sums: ClaudeCodeSums };
type Part = { key: string; actors: number };
export type WorkSums = {
  sums: ClaudeCodeSums;
  kinds: Part[];
  buckets: Map<string, { actors: number; sums: ClaudeCodeSums; parts: Part[] }>;
};

/** People are counted, never rows of the report; what they did is summed beside it, which is faster than both at once. */
export async function sumWork(actor: Actor, asked: Asked): Promise<WorkSums> {
  const { bucket, filter, granularity } = asked;
  const isAsked = sql`${isActorInScope(actor)} and ${isInFilter(filter, claudeCodeKeys)}`;
  const inBars = sql`${isInPieces(listPieces(asked, granularity === "hour" ? "day" : granularity))} and ${isAsked}`;
  const inRange = sql`${isInPieces(toPieces(asked, "month"))} and ${isAsked}`;
  const isWhole = actor.workspaceIds === null && Object.keys(filter).length === 0;
  const sums = isWhole ? claudeCodeKindRollups : claudeCodeRollups;
  const people =
    isWhole && hasDailyBars(asked)
      ? sql`select ${bucket} as bucket, r.actor_type as kind, sum(r.actors) as actors from ${claudeCodeKindRollups} r where ${inBars} group by 1, 2`
      : sql`select bucket, kind, count(*) as actors from (select distinct ${bucket} as bucket, r.actor_type as kind, r.actor
        from ${claudeCodeRollups} r where ${inBars}) as each group by 1, 2`;
  const db = await database();
  const { rows } = await db.execute<SumRow>(sql`
    with sides as (
      select bucket, kind, actors, ${noSums} from (${people}) as people
      union all select ${bucket}, null, 0, ${rollupSums} from ${sums} r where ${inBars} group by 1
      union all select null, kind, count(*), ${noSums} from (select distinct r.actor_type as kind, r.actor
        from ${claudeCodeRollups} r where ${inRange}) as each group by 2
      union all select null, null, 0, ${rollupSums} from ${sums} r where ${inRange}
    )
    select bucket::text, kind, actors::int, ${sumsAsJson} as sums from sides
    order by bucket nulls last, actors desc, kind`);
  return toWorkSums(rows);
}

/** Of longer bars, which may be cut by the range, only the actors themselves tell how many they are. */
function hasDailyBars({ spans, granularity }: Asked): boolean {
  return spans?.every(({ from, to }) => from === to) ?? granularity === "day";
}

function toWorkSums(rows: SumRow[]): WorkSums {
  const kinds: Part[] = [];
  const buckets: WorkSums["buckets"] = new Map();
  const parts = new Map<string, Part[]>();
  let total: ClaudeCodeSums | undefined;
  for (const { bucket, kind, actors, sums: found } of rows) {
    if (bucket === null && kind === null) total = found;
    else if (bucket === null) kinds.push({ key: kind ?? "", actors });
    else if (kind === null) buckets.set(bucket, { actors: 0, sums: found, parts: [] });
    else parts.set(bucket, [...(parts.get(bucket) ?? []), { key: kind, actors }]);
  }
  for (const [startsOn, bucket] of buckets) {
    bucket.parts = parts.get(startsOn) ?? [];
    bucket.actors = bucket.parts.reduce((sum, { actors }) => sum + actors, 0);
  }
  if (!total) throw new Error("sums without a total");
  return { sums: total, kinds, buckets };
}

type ToolSums = { tool: string; accepted: string; rejected: string };

/** The sums know no people: a lead's are added up from the rows. */
export async function sumTools(actor: Actor, query: ClaudeCodeQuery): Promise<ToolSums[]> {
  const facts = actor.workspaceIds === null ? sql`${claudeCodeToolRollups}` : toolsByDay;
  const pieces = toPieces(query, actor.workspaceIds === null ? "month" : "day");
  const db = await database();
  const { rows } = await db.execute<ToolSums>(sql`
    select tool, sum(accepted)::text as accepted, sum(rejected)::text as rejected from ${facts} r
    where ${isInPieces(pieces)} and ${isActorInScope(actor)} and ${isInFilter(query.filter, claudeCodeKeys)}
    group by tool order by sum(accepted + rejected) desc, tool`);
  return rows;
}

const toolsByDay = sql`(select 'day' as grain, day as starts_on, rows.*, taken.key as tool,
    (taken.value->>'accepted')::bigint as accepted, (taken.value->>'rejected')::bigint as rejected
  from ${claudeCodeRows} rows cross join jsonb_each(rows.tool_actions) as taken)`;
