import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import {
  type BucketSums,
  list,
  type PartSums,
  type SumPlan,
  sumBuckets,
  sumParts,
} from "@/lib/money/reports/query/breakdown-query";
import type { ComparedAsk } from "@/lib/money/reports/query/compared";
import { toBucket } from "@/lib/money/reports/query/rollup-periods";
import { toKey } from "@/lib/money/reports/query/scope";
import { tokenKinds } from "@/lib/money/reports/vocabulary";
import { allTokens, fromUsage, sumKinds, toUsageKeys, usageMeasures } from "./rollup-level";
import type { UsageAsked } from "./source";

export type UsageSums = PartSums<(typeof usageMeasures)[number]>;

export async function sumUsage(actor: Actor, asked: UsageAsked): Promise<UsageSums> {
  const { group, kinds, top, report, isMasked, toNeeds } = asked;
  const bucket = toBucket(asked);
  const measures = sumKinds(kinds, report);
  const whole = sql`select ${bucket} as bucket, ${measures} ${fromUsage(actor, { ...asked, needs: toNeeds() })} group by 1`;
  const plan = { whole, measures: usageMeasures, value: allTokens, group, top, reader: actor };
  if (group === "kind") return sumParts({ ...plan, ...toKinds(asked) });
  const key = toKey(toUsageKeys({ actor, isMasked }), group);
  const parts = { ...asked, needs: toNeeds(group) };
  return sumParts({
    ...plan,
    byPart: sql`select ${key} as key, 0 as place, ${measures}
      ${fromUsage(actor, { ...parts, granularity: "month" })} group by 1`,
    toDrawn: (drawn) => sql`select ${bucket} as bucket, ${key} as key, ${measures}
      ${fromUsage(actor, parts)} and ${key} = any(${drawn}) group by 1, 2`,
  });
}

export async function sumTokens(
  actor: Actor,
  query: UsageAsked,
  { bucket, ...asked }: ComparedAsk,
): Promise<BucketSums> {
  const facts = fromUsage(actor, { ...query, needs: query.toNeeds(), ...asked });
  return sumBuckets({
    found: sql`select ${bucket} as bucket, ${sumKinds(query.kinds, query.report)} ${facts} group by 1`,
    value: allTokens,
  });
}

type Batches = { bucket: string | null; tokens: string; batch: string };

/** Hours and analytics don't report batches. */
export async function sumBatches(actor: Actor, query: UsageAsked): Promise<Batches[]> {
  if (query.isHourly || query.report !== "usage") return [];
  const facts = fromUsage(actor, { ...query, needs: query.toNeeds("service_tier") });
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

/** Token types are columns of the bars in a fixed order with fixed colors; as a filter, a type counts alone. */
function toKinds({ kinds }: UsageAsked): Pick<SumPlan<never>, "byPart" | "toDrawn"> {
  const shown = tokenKinds.filter((kind) => kinds.length === 0 || kinds.includes(kind));
  const rows = shown.map((kind, place) => {
    const own = tokenKinds.map((other) => (other === kind ? sql.identifier(kind) : sql`0::numeric`));
    return sql`(${kind}::text, ${place}::int, ${list(own)}, 0::numeric, 0::numeric, 0::numeric)`;
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
