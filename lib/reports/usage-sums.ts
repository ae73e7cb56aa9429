import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { database } from "@/lib/db/client";
import type { ComparedAsk } from "./compared";
import { type BucketSums, list, type PartSums, type SumPlan, sumBuckets, sumParts } from "./part-sums";
import { toBucket } from "./pieces";
import { allTokens, fromUsage, sumKinds, usageKeys, usageMeasures } from "./usage-axes";
import { isByGeography, isHourly, type UsageQuery } from "./usage-search-params";
import { tokenKinds, type UsageDimension } from "./vocabulary";

export type UsageSums = PartSums<(typeof usageMeasures)[number]>;

export function sumUsage(actor: Actor, query: UsageQuery): Promise<UsageSums> {
  const { group, kinds, top } = query;
  const bucket = toBucket(query);
  const whole = sql`select ${bucket} as bucket, ${sumKinds(kinds)} ${fromUsage(actor, toAsked(query))} group by 1`;
  const plan = { whole, measures: usageMeasures, value: allTokens, group, top };
  if (group === "kind") return sumParts({ ...plan, ...toKinds(query) });
  const key = usageKeys[group];
  const asked = toAsked(query, group);
  return sumParts({
    ...plan,
    byPart: sql`select ${key} as key, 0 as place, ${sumKinds(kinds)}
      ${fromUsage(actor, { ...asked, granularity: "month" })} group by 1`,
    toDrawn: (drawn) => sql`select ${bucket} as bucket, ${key} as key, ${sumKinds(kinds)}
      ${fromUsage(actor, asked)} and ${key} = any(${drawn}) group by 1, 2`,
  });
}

/** Tokens of other days under the same filter. */
export function sumTokens(
  actor: Actor,
  query: UsageQuery,
  { bucket, ...asked }: ComparedAsk,
): Promise<BucketSums> {
  const facts = fromUsage(actor, { ...toAsked(query), ...asked });
  return sumBuckets({
    found: sql`select ${bucket} as bucket, ${sumKinds(query.kinds)} ${facts} group by 1`,
    value: allTokens,
  });
}

/** Whatever stands beside parts by geography is of the report that tells it. */
function toAsked(query: UsageQuery, ...needs: UsageDimension[]) {
  return {
    ...query,
    needs: isByGeography(query) ? [...needs, "inference_geo" as const] : needs,
    isHourly: isHourly(query),
  };
}

type Batches = { bucket: string | null; tokens: string; batch: string };

/** Tokens of each period and of all, and how many of them went through batches; hours do not tell. */
export async function sumBatches(actor: Actor, query: UsageQuery): Promise<Batches[]> {
  if (isHourly(query)) return [];
  const facts = fromUsage(actor, toAsked(query, "service_tier"));
  const db = await database();
  const { rows } = await db.execute<{ json: Batches[] | null }>(sql`
    with found as (
      select ${toBucket(query)} as bucket, r.service_tier, ${sumKinds(query.kinds)} ${facts} group by 1, 2
    ), sides as (
      select bucket, sum(${allTokens}) as tokens, sum(${allTokens}) filter (where service_tier = 'batch') as batch
      from found group by grouping sets ((bucket), ())
    )
    select json_agg(json_build_object('bucket', bucket::text, 'tokens', coalesce(tokens, 0)::text,
      'batch', coalesce(batch, 0)::text)) as json from sides`);
  return rows[0]?.json ?? [];
}

/** Kinds are columns of the bars. They keep the order of the page, and each its colour; a row of one counts it alone. */
function toKinds({ kinds }: UsageQuery): Pick<SumPlan<never>, "byPart" | "toDrawn"> {
  const shown = tokenKinds.filter((kind) => kinds.length === 0 || kinds.includes(kind));
  const rows = shown.map((kind, place) => {
    const own = tokenKinds.map((other) => (other === kind ? sql.identifier(kind) : sql`0::numeric`));
    return sql`(${kind}::text, ${place}::int, ${list(own)}, 0::numeric)`;
  });
  const names = list(usageMeasures.map((name) => sql.identifier(name)));
  const sums = list(
    usageMeasures.map((name) => sql`sum(kind.${sql.identifier(name)}) as ${sql.identifier(name)}`),
  );
  const each = sql`from buckets cross join lateral (values ${list(rows)}) as kind(key, place, ${names})`;
  return {
    byPart: sql`select kind.key, kind.place, ${sums} ${each} group by 1, 2`,
    toDrawn: (drawn) => sql`select bucket, kind.* ${each} where kind.key = any(${drawn})`,
  };
}
