import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { database } from "@/lib/db/client";
import { list, type PartSums, sumParts, sumValue } from "./part-sums";
import { toBucket } from "./pieces";
import type { DayRange } from "./search-params";
import { allTokens, fromUsage, sumKinds, usageKeys, usageMeasures } from "./usage-axes";
import { isHourly, type UsageGroup, type UsageQuery } from "./usage-search-params";
import { tokenKinds } from "./vocabulary";

export type UsageSums = PartSums<(typeof usageMeasures)[number]>;

export function sumUsage(actor: Actor, query: UsageQuery): Promise<UsageSums> {
  const { group, filter, kinds, top } = query;
  const needs = group === "kind" ? [] : [group];
  const facts = fromUsage(actor, { ...query, filter, needs, isHourly: isHourly(query) });
  return sumParts({
    found: sql`select ${toBucket(query)} as bucket, ${toKey(group)} as key, ${sumKinds(kinds)} ${facts} group by 1, 2`,
    measures: usageMeasures,
    value: allTokens,
    ...(group === "kind" && { parts: toPartsByKind(query) }),
    group,
    top,
  });
}

/** All tokens of another range under the same filter. Months are as exact as days. */
export function sumTokens(actor: Actor, query: UsageQuery, range: DayRange): Promise<string> {
  const asked = {
    ...range,
    filter: query.filter,
    granularity: "month",
    needs: [],
    isHourly: isHourly(query),
  } as const;
  return sumValue({
    found: sql`select ${sumKinds(query.kinds)} ${fromUsage(actor, asked)}`,
    value: allTokens,
  });
}

type Batches = { bucket: string | null; tokens: string; batch: string };

/** Tokens of each period and of all, and how many of them went through batches; hours do not tell. */
export async function sumBatches(actor: Actor, query: UsageQuery): Promise<Batches[]> {
  if (isHourly(query)) return [];
  const { filter, kinds } = query;
  const facts = fromUsage(actor, { ...query, filter, needs: ["service_tier"], isHourly: false });
  const db = await database();
  const { rows } = await db.execute<{ json: Batches[] | null }>(sql`
    with found as (
      select ${toBucket(query)} as bucket, r.service_tier, ${sumKinds(kinds)} ${facts} group by 1, 2
    ), sides as (
      select bucket, sum(${allTokens}) as tokens, sum(${allTokens}) filter (where service_tier = 'batch') as batch
      from found group by grouping sets ((bucket), ())
    )
    select json_agg(json_build_object('bucket', bucket::text, 'tokens', coalesce(tokens, 0)::text,
      'batch', coalesce(batch, 0)::text)) as json from sides`);
  return rows[0]?.json ?? [];
}

/** A row a kind and period, which counts that kind alone. Kinds keep the order of the page, and each its colour. */
function toPartsByKind({ kinds }: UsageQuery): SQL {
  const shown = tokenKinds.filter((kind) => kinds.length === 0 || kinds.includes(kind));
  const rows = shown.map((kind, place) => {
    const own = tokenKinds.map((other) => (other === kind ? sql.identifier(kind) : sql`0::numeric`));
    return sql`(${kind}::text, ${place}::int, ${list(own)}, 0::numeric, ${sql.identifier(kind)})`;
  });
  const names = list(usageMeasures.map((name) => sql`${sql.identifier(name)}`));
  return sql`select bucket, kind.* from found
    cross join lateral (values ${list(rows)}) as kind(key, place, ${names}, value)`;
}

function toKey(group: UsageGroup): SQL {
  return group === "kind" ? sql`null::text` : usageKeys[group];
}
