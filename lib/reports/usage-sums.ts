import "server-only";
import { type SQL, type SQLChunk, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { database } from "@/lib/db/client";
import { apiKeys, usageCallerRollups, usageRollups, usageTierRollups, workspaces } from "@/lib/db/tables";
import { isInPieces, toBucket, toPieces } from "./pieces";
import type { UsageReport } from "./schema";
import { home, isInScope, workspaceKey, workspaceLabel } from "./scope";
import { type DayRange, noKey, otherKey, type UsageGroup, type UsageQuery } from "./search-params";
import { type TokenKind, tokenKinds } from "./vocabulary";

type Counts = UsageReport["counts"];

/** Parts with a place of their own in the buckets, and in the table; the others are summed. */
const chartedParts = 8;
const listedParts = 250;

/** By the columns of every roll-up. */
const columns: Record<TokenKind, string> = {
  uncached_input: "uncached_input_tokens",
  cache_read: "cache_read_input_tokens",
  cache_write_5m: "cache_creation_5m_input_tokens",
  cache_write_1h: "cache_creation_1h_input_tokens",
  output: "output_tokens",
};
const counts = [...tokenKinds, "web_search"];

const list = (parts: SQLChunk[]) => sql.join(parts, sql`, `);
const countSums = list(counts.map((name) => sql`sum(${sql.identifier(name)}) as ${sql.identifier(name)}`));
const countTexts = list(
  counts.map((name) => sql`coalesce(${sql.identifier(name)}, 0)::text as ${sql.identifier(name)}`),
);
const allTokens = sql`(${sql.join(
  tokenKinds.map((name) => sql.identifier(name)),
  sql` + `,
)})`;

/** A row a kind and period, which counts that kind alone. */
const factsByKind = sql`select bucket, kind.* from found cross join lateral (values ${list(
  tokenKinds.map((name, place) => {
    const own = tokenKinds.map((other) => (other === name ? sql.identifier(name) : sql`0::numeric`));
    return sql`(${name}::text, ${place}::int, ${list(own)}, 0::numeric, ${sql.identifier(name)})`;
  }),
)}) as kind(key, place, ${list(counts.map((name) => sql`${sql.identifier(name)}`))}, tokens)`;

/** The sums of roll-up `r`. */
const rollupSums = list([
  ...tokenKinds.map((kind) => sql`sum(r.${sql.identifier(columns[kind])}) as ${sql.identifier(kind)}`),
  sql`sum(r.web_search_requests) as web_search`,
]);

/** `size` is how many parts it is the sum of. */
export type UsagePart = { key: string; label: string | null; size: number; tokens: string; counts: Counts };
type SumRow = Counts & Omit<UsagePart, "key" | "counts"> & { bucket: string | null; key: string | null };
export type UsageSums = {
  total: { tokens: string; counts: Counts };
  series: UsagePart[];
  bucketTokens: Map<string, string>;
  parts: Map<string, { key: string; tokens: string }[]>;
};

/** One pass over the sums: `sides` holds a row a part, a bucket, a series, and one for the total. */
export async function sumUsage(actor: Actor, query: UsageQuery): Promise<UsageSums> {
  const db = await database();
  const { rows } = await db.execute<SumRow>(sql`
    with found as materialized (
      select ${toBucket(query)} as bucket, ${toKey(query.group)} as key, ${rollupSums}
      from ${query.group === "key" ? usageCallerRollups : usageRollups} r cross join ${home}
      where ${isInPieces(toPieces(query, query.granularity === "month" ? "month" : "day"))} and ${isInScope(actor)}
      group by 1, 2
    ), facts as materialized (
      ${query.group === "kind" ? factsByKind : sql`select *, ${allTokens} as tokens from found`}
    ), ranked as (
      select key, row_number() over (order by ${toOrder(query.group)}, key) as rank from facts group by key
    ), placed as (
      select facts.*, rank, case when rank <= ${chartedParts} then key else ${otherKey} end as charted,
        case when rank <= ${listedParts} then key else ${otherKey} end as listed
      from facts join ranked using (key)
    ), sides as (
      select bucket, charted as key, null::bigint as rank, 0 as size, sum(tokens) as tokens, ${countSums}
      from placed group by grouping sets ((bucket, charted), (bucket))
      union all
      select null, listed, min(rank), count(distinct key)::int, sum(tokens), ${countSums} from placed group by listed
      union all select null, null, null, 0, sum(${allTokens}), ${countSums} from found
    )
    select bucket::text, sides.key, ${toLabel(query.group)} as label, size, coalesce(tokens, 0)::text as tokens,
      ${countTexts}
    from sides left join ${workspaces} w on w.id = sides.key left join ${apiKeys} k on k.id = sides.key
    order by bucket nulls last, rank, sides.key`);
  return toSums(rows);
}

function toSums(rows: SumRow[]): UsageSums {
  const series: UsagePart[] = [];
  const bucketTokens = new Map<string, string>();
  const parts: UsageSums["parts"] = new Map();
  let total: UsageSums["total"] | undefined;
  for (const { bucket, key, label, size, tokens, ...counted } of rows) {
    if (bucket === null && key === null) total = { tokens, counts: counted };
    else if (bucket === null) series.push({ key: key ?? noKey, label, size, tokens, counts: counted });
    else if (key === null) bucketTokens.set(bucket, tokens);
    else parts.set(bucket, [...(parts.get(bucket) ?? []), { key, tokens }]);
  }
  if (!total) throw new Error("sums without a total");
  return { total, series, bucketTokens, parts };
}

/** Tokens of whole days, and how many of them went through batches. Months are as exact as days. */
export async function sumTiers(
  actor: Actor,
  range: DayRange,
): Promise<{ tokens: string; batchTokens: string }> {
  const db = await database();
  const { rows } = await db.execute<{ tokens: string; batch_tokens: string }>(sql`
    with tiers as (
      select r.service_tier, ${rollupSums} from ${usageTierRollups} r cross join ${home}
      where ${isInPieces(toPieces(range, "month"))} and ${isInScope(actor)} group by 1
    )
    select coalesce(sum(${allTokens}), 0)::text as tokens,
      coalesce(sum(${allTokens}) filter (where service_tier = 'batch'), 0)::text as batch_tokens
    from tiers`);
  return { tokens: rows[0]?.tokens ?? "0", batchTokens: rows[0]?.batch_tokens ?? "0" };
}

function toKey(group: UsageGroup): SQL {
  if (group === "kind") return sql`null::text`;
  if (group === "workspace") return workspaceKey;
  return group === "key" ? sql`coalesce(r.api_key_id, ${noKey})` : sql`coalesce(r.model, ${noKey})`;
}

/** Kinds keep the order of the page, so that each keeps its colour; all others stand largest first. */
function toOrder(group: UsageGroup): SQL {
  return group === "kind" ? sql`min(place)` : sql`sum(tokens) desc`;
}

/** What has none is called as the reader's language calls it. */
function toLabel(group: UsageGroup): SQL {
  if (group === "kind") return sql`null::text`;
  if (group === "workspace") return sql`nullif(${workspaceLabel}, ${otherKey})`;
  const name = group === "key" ? sql`coalesce(k.name, sides.key)` : sql`sides.key`;
  return sql`case when sides.key in (${noKey}, ${otherKey}) then null else ${name} end`;
}
