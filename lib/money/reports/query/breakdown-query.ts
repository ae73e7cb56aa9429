import "server-only";
import { type SQL, type SQLChunk, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import type { Thing } from "@/lib/core/format/chart-colors";
import { thingOf, toShownColors } from "@/lib/core/organization/chart-slots";
import type { ChartColor } from "@/lib/core/organization/schema";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { readWorkspaceColors } from "@/lib/core/organization/workspace-colors";
import { isTag } from "@/lib/money/reports/dimension";
import { noKey, otherKey, peopleKey, tokenKinds } from "@/lib/money/reports/vocabulary";
import { tagLabel, workspaceLabel } from "./scope";

/** Reads each part of a breakdown from the coarsest sums: whole bars, whole parts, and the drawn parts of each bar. */
export type SumPlan<Measure extends string> = {
  /** Rows of `bucket` and measures; the other two may read them from `buckets`. */
  whole: SQL;
  /** Rows of `key`, `place`, and measures, ranked by `place`, then value. What is merged into "Other" comes last. */
  byPart: SQL;
  /** Rows of `bucket`, `key`, and measures for the keys in the array `drawn`. */
  toDrawn: (drawn: SQL) => SQL;
  measures: readonly Measure[];
  value: SQL;
  group: string;
  top: number;
  /** For whom colors are resolved. */
  reader: Reader;
};

export type Sum<Measure extends string> = { value: string; measures: Record<Measure, string> };
export type PartSum<Measure extends string> = Sum<Measure> & {
  key: string;
  label: string | null;
  /** Of how many parts it is the sum, without those that were merged before. */
  size: number;
  /** The color of a part that the chart draws individually; otherwise null. */
  color: ChartColor | null;
};
export type PartSums<Measure extends string> = {
  total: Sum<Measure>;
  series: PartSum<Measure>[];
  buckets: Map<string, Sum<Measure> & { parts: { key: string; value: string }[] }>;
};

/** Parts shown individually in the table; the rest is summed. */
const listedParts = 250;

export const list = (parts: SQLChunk[]) => sql.join(parts, sql`, `);

type Row = [
  bucket: string | null,
  key: string | null,
  label: string | null,
  size: number,
  value: string,
  string[] | null,
  /** What each drawn part is, for its color. */
  [Thing | null] | null,
];
type Own = ReadonlyMap<string, ChartColor | null>;

/**
 * `sides` has a row per part of a bucket, per bucket, per part, and for the total. "Other" is what the drawn parts
 * leave: decimals subtract exactly, so everything shown adds up. Sent as one JSON text, because PGlite is several times
 * slower cell by cell.
 */
export async function sumParts<Measure extends string>(plan: SumPlan<Measure>): Promise<PartSums<Measure>> {
  const { whole, byPart, toDrawn, measures, value, group, top, reader } = plan;
  const names = measures.map((name) => sql.identifier(name));
  const sums = list([sql`sum(value) as value`, ...names.map((name) => sql`sum(${name}) as ${name}`)]);
  const all = list([sql`value`, ...names]);
  const none = sql.join(names.map(() => sql`, null::numeric`));
  const texts = list(names.map((name) => toText(sql`${name}`)));
  const db = await database();
  const { rows } = await db.execute<{ json: Row[] | null }>(sql`
    with buckets as materialized (select *, ${value} as value from (${whole}) as found),
    keys as materialized (select *, ${value} as value from (${byPart}) as found),
    ranked as materialized (select *, row_number() over (order by key = ${otherKey}, place, value desc, key) as rank from keys),
    drawn as materialized (
      select bucket, key, ${value} as value
      from (${toDrawn(sql`array(select key from ranked where rank <= ${top} and key <> ${otherKey})`)}) as found
    ), rest as (
      select bucket, buckets.value - coalesce(sum(drawn.value), 0) as value
      from buckets left join drawn using (bucket) group by bucket, buckets.value
    ), listed as (
      select *, case when rank <= ${listedParts} then key else ${otherKey} end as listed from ranked
    ), sides (bucket, key, rank, size, ${all}) as (
      select bucket, key, null::bigint, 0, value${none} from drawn
      union all select bucket, ${otherKey}, null, 0, value${none} from rest where value <> 0
      union all select bucket, null, null, 0, ${all} from buckets
      union all select null, listed, min(rank), (count(*) filter (where key <> ${otherKey}))::int, ${sums} from listed group by listed
      union all select null, null, null, 0, ${sums} from buckets
    )
    select json_agg(json_build_array(bucket::text, sides.key, ${toPartLabel(group)}, size, ${toText(sql`value`)},
        case when bucket is null or sides.key is null then json_build_array(${texts}) end,
        case when rank <= ${top} and sides.key <> ${otherKey} then json_build_array(${toThing(group)}) end)
      order by bucket nulls last, rank, sides.key) as json
    from sides left join ${workspaces} w on w.id = sides.key left join ${apiKeys} k on k.id = sides.key`);
  const own = group === "workspace" ? await readWorkspaceColors(visibleTo(reader).workspaces) : undefined;
  return toSums(rows[0]?.json ?? [], measures, own);
}

export type BucketSums = { total: string; buckets: ReadonlyMap<string, string> };

export async function sumBuckets({ found, value }: { found: SQL; value: SQL }): Promise<BucketSums> {
  const db = await database();
  const { rows } = await db.execute<{ total: string; buckets: Record<string, string> | null }>(sql`
    with sides as (
      select bucket, ${toText(sql`sum(${value})`)} as value from (${found}) as found group by grouping sets ((bucket), ())
    )
    select max(value) filter (where bucket is null) as total,
      json_object_agg(bucket, value) filter (where bucket is not null) as buckets from sides`);
  return { total: rows[0]?.total ?? "0", buckets: new Map(Object.entries(rows[0]?.buckets ?? {})) };
}

export function toText(sum: SQL): SQL {
  return sql`trim_scale(coalesce(${sum}, 0))::text`;
}

function toSums<Measure extends string>(
  rows: Row[],
  measures: readonly Measure[],
  own: Own | undefined,
): PartSums<Measure> {
  const toMeasures = (texts: string[] | null) =>
    // Sound: the query gives a text for each measure, in their order.
    Object.fromEntries(measures.map((name, index) => [name, texts?.[index] ?? "0"])) as Record<
      Measure,
      string
    >;
  const sums: PartSums<Measure> = {
    total: { value: "0", measures: toMeasures(null) },
    series: [],
    buckets: new Map(),
  };
  const parts = new Map<string, { key: string; value: string }[]>();
  const drawn = rows.flatMap(([, key, , , , , found]) => (found ? { key: key ?? "", thing: found[0] } : []));
  const colors = toShownColors(drawn, own);
  for (const [bucket, key, label, size, value, texts] of rows) {
    const sum = { value, measures: toMeasures(texts) };
    if (bucket === null && key === null) sums.total = sum;
    else if (bucket === null) {
      // Largest first, as the colors are.
      const color = colors[sums.series.length] ?? null;
      sums.series.push({ key: key ?? noKey, label, size, color, ...sum });
    } else if (key === null) sums.buckets.set(bucket, { ...sum, parts: parts.get(bucket) ?? [] });
    else parts.set(bucket, [...(parts.get(bucket) ?? []), { key, value }]);
  }
  // Parts may come before or after their bucket's sum.
  for (const [bucket, found] of sums.buckets) found.parts = parts.get(bucket) ?? [];
  return sums;
}

/** Token types are few and never change, so that their order is their slot. */
function toThing(group: string): SQL {
  if (group !== "kind") return thingOf(group, sql`sides.key`);
  const slot = sql`array_position(array[${list(tokenKinds.map((kind) => sql`${kind}::text`))}], sides.key) - 1`;
  return sql`json_build_object('place', ${slot}, 'color', ${slot})`;
}

/** Unnamed parts get a name in the reader's language. */
export function toPartLabel(group: string): SQL {
  if (group === "kind") return sql`null::text`;
  if (group === "workspace") return sql`nullif(${workspaceLabel}, ${otherKey})`;
  if (isTag(group)) return tagLabel;
  const name = group === "key" ? sql`coalesce(k.name, sides.key)` : sql`sides.key`;
  return sql`case when sides.key in (${noKey}, ${otherKey}, ${peopleKey}) then null else ${name} end`;
}
