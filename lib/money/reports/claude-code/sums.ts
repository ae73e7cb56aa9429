import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { claudeCodeKindRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { sumOthers } from "@/lib/core/db/other-cents";
import { type Cents, type Currency, usd } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { visibleTo } from "@/lib/core/organization/visibility";
import { list } from "@/lib/money/reports/query/breakdown-query";
import type { ComparedAsk } from "@/lib/money/reports/query/compared";
import { listCurrencies } from "@/lib/money/reports/query/currencies";
import {
  isInRange,
  isInRollupPeriods,
  isInWholePieces,
  isOfStalePieces,
  listRollupPeriods,
  splitBars,
  toStoredRange,
} from "@/lib/money/reports/query/rollup-periods";
import { isInFilter, isNarrowed } from "@/lib/money/reports/query/scope";
import { workCounts } from "@/lib/money/reports/vocabulary";
import { toShownFacts, toShownRows } from "./facts";
import { claudeCodeKeys } from "./rollup-level";
import type { ClaudeCodeSums } from "./schema";
import type { ClaudeCodeQuery } from "./search-params";

const sumNames = [...workCounts, "tokens", "cents"] as const;
const tokens = sql`r.input_tokens + r.output_tokens + r.cache_read_tokens + r.cache_creation_tokens`;

export const rollupSums = list([
  ...workCounts.map((name) => sql`sum(r.${sql.identifier(name)}) as ${sql.identifier(name)}`),
  sql`sum(${tokens}) as tokens`,
  sql`sum(r.estimated_cents) as cents`,
]);
export const sumsOfSums = list(
  sumNames.map((name) => sql`sum(${sql.identifier(name)}) as ${sql.identifier(name)}`),
);
export const most = list(
  sumNames.map((name) => sql`max(${sql.identifier(name)}) as ${sql.identifier(name)}`),
);
const noSums = list(sumNames.map((name) => sql`null::numeric as ${sql.identifier(name)}`));

export const sumsAsJson = sql`json_build_object(${list(
  sumNames.map((name) => sql`${name}::text, trim_scale(coalesce(${sql.identifier(name)}, 0))::text`),
)})`;

type Asked = Pick<ClaudeCodeQuery, "filter"> & ComparedAsk;
type SumRow = { bucket: string | null; kind: string | null; actors: number; sums: ClaudeCodeSums };
type Part = { key: string; actors: number };
export type WorkSums = {
  sums: ClaudeCodeSums;
  kinds: (Part & { cents: Cents })[];
  buckets: Map<string, { actors: number; sums: ClaudeCodeSums; parts: Part[] }>;
};

/** Counts people, not rows; their activity is summed separately, which is faster. */
export async function sumWork(actor: Actor, given: Asked): Promise<WorkSums> {
  const { bucket, filter, granularity } = given;
  const { work, actors, widest, who, isMasked } = await toShownFacts(actor, given);
  const asked = toStoredRange(given, widest);
  const isAsked = isInFilter(filter, claudeCodeKeys);
  const bars = granularity === "hour" || widest === "day" ? "day" : granularity;
  const inBars = sql`${isInRollupPeriods(listRollupPeriods(asked, bars))} and ${isAsked}`;
  const { facts, part } = isNarrowed(filter)
    ? { facts: work, part: "claude-code-places" as const }
    : { facts: actors, part: "claude-code-actors" as const };
  const inRange = sql`${isInRange(given, widest, part)} and ${isAsked}`;
  const isWhole = visibleTo(actor).isAll && !isMasked && !isNarrowed(filter);
  const sums = isWhole ? sql`${claudeCodeKindRollups}` : facts;
  const countBy = (columns: SQL, isIn: SQL) =>
    sql`select distinct ${columns}, r.actor_type as kind, ${who} as who from ${facts} r where ${isIn}`;
  const countInBars = (isIn: SQL) =>
    sql`select bucket, kind, count(who) as actors from (${countBy(sql`${bucket} as bucket`, isIn)}) as each group by 1, 2`;
  const { whole, cut } = splitBars(asked, bars);
  const people = isWhole
    ? sql`select ${bucket} as bucket, r.actor_type as kind, r.actors from ${claudeCodeKindRollups} r where ${isInWholePieces(whole)}
        union all ${countInBars(sql`(${isInRollupPeriods(cut)} or ${isOfStalePieces(whole)})`)}`
    : countInBars(inBars);
  const db = await database();
  const { rows } = await db.execute<SumRow>(sql`
    with sides as (
      select bucket, kind, actors, ${noSums} from (${people}) as people
      union all select ${bucket}, null, 0, ${rollupSums} from ${sums} r where ${inBars} group by 1
      union all select null, kind, count(who), ${noSums} from (${countBy(sql`true`, inRange)}) as each group by 2
      union all select null, null, 0, ${rollupSums} from ${sums} r where ${inRange}
      union all select null, r.actor_type, 0, ${rollupSums} from ${sums} r where ${inRange} group by 2
    )
    select bucket::text, kind, actors::int, ${sumsAsJson} as sums from sides
    order by bucket nulls last, actors desc, kind`);
  return toWorkSums(rows);
}

function toWorkSums(rows: SumRow[]): WorkSums {
  const kinds = new Map<string, Part & { cents: Cents }>();
  const buckets: WorkSums["buckets"] = new Map();
  const parts = new Map<string, Part[]>();
  let total: ClaudeCodeSums | undefined;
  for (const { bucket, kind, actors, sums: found } of rows) {
    if (bucket === null && kind === null) total = found;
    else if (bucket === null) addKind(kinds, kind ?? "", actors, found.cents);
    else if (kind === null) buckets.set(bucket, { actors: 0, sums: found, parts: [] });
    else parts.set(bucket, [...(parts.get(bucket) ?? []), { key: kind, actors }]);
  }
  for (const [startsOn, bucket] of buckets) {
    bucket.parts = parts.get(startsOn) ?? [];
    bucket.actors = bucket.parts.reduce((sum, { actors }) => sum + actors, 0);
  }
  if (!total) throw new Error("sums without a total");
  return { sums: total, kinds: [...kinds.values()], buckets };
}

/** The number of people and their cost are in two rows. */
function addKind(kinds: Map<string, Part & { cents: Cents }>, key: string, actors: number, cents: Cents) {
  const known = kinds.get(key);
  kinds.set(key, {
    key,
    actors: actors + (known?.actors ?? 0),
    cents: sumDecimals([cents, known?.cents ?? "0"]),
  });
}

export async function sumOtherEstimates(
  actor: Actor,
  query: ClaudeCodeQuery,
): Promise<Record<Currency, Cents> | null> {
  const currencies = await listCurrencies(["claude-code"], query);
  if (currencies.every((currency) => currency === usd)) return null;
  const rows = await toShownRows(actor, query);
  const others = sumOthers(sql`select r.other_cents as others from ${rows} as r
    where r.day between ${query.from}::date and ${query.to}::date and ${isInFilter(query.filter, claudeCodeKeys)}`);
  const db = await database();
  const { rows: found } = await db.execute<{ others: Record<Currency, Cents> | null }>(
    sql`select ${others} as others`,
  );
  return found[0]?.others ?? null;
}

type ToolSums = { tool: string; accepted: string; rejected: string };

export async function sumTools(actor: Actor, query: ClaudeCodeQuery): Promise<ToolSums[]> {
  const { tools, widest } = await toShownFacts(actor, query);
  const db = await database();
  const { rows } = await db.execute<ToolSums>(sql`
    select tool, sum(accepted)::text as accepted, sum(rejected)::text as rejected from ${tools} r
    where ${isInRange(query, widest, "claude-code-tools")} and ${isInFilter(query.filter, claudeCodeKeys)}
    group by tool order by sum(accepted + rejected) desc, tool`);
  return rows;
}
