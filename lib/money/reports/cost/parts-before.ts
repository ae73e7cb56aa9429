import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { DayRange } from "@/lib/core/format/calendar";
import type { Cents } from "@/lib/core/money/money";
import { sumDecimals, toDifference } from "@/lib/core/money/money-math";
import type { PartSum } from "@/lib/money/reports/query/breakdown-query";
import { toKey } from "@/lib/money/reports/query/scope";
import { toComparedRange } from "@/lib/money/reports/search-params";
import { noKey, otherKey } from "@/lib/money/reports/vocabulary";
import { costKeys, fromCost } from "./rollup-level";
import type { CostQuery } from "./search-params";

type Part = PartSum<never>;
type Given = { series: readonly Part[]; total: Cents | null };

/**
 * Adds what each part cost in the compared days, whose `total` is null while one of them isn't loaded. What isn't listed,
 * because it costs nothing now, is in Other, so that all add up.
 */
export async function withPartsBefore(
  actor: Actor,
  query: CostQuery,
  { series, total }: Given,
): Promise<(Part & { beforeCents: Cents | null })[]> {
  const range = toComparedRange(query, query.compare);
  if (!range || total === null) return series.map((part) => ({ ...part, beforeCents: null }));
  const before = await sumByPart(actor, query, range);
  const listed = series.filter(({ key }) => key !== otherKey);
  const ofListed = listed.map(({ key }) => before.get(key) ?? "0");
  const rest = toDifference(sumDecimals(ofListed), total);
  const known = series.find(({ key }) => key === otherKey);
  const unlisted = { key: otherKey, label: null, color: null, size: before.size, value: "0", measures: {} };
  const other = known ?? (rest === "0" ? undefined : unlisted);
  return [
    ...listed.map((part, index) => ({ ...part, beforeCents: ofListed[index] ?? "0" })),
    ...(other ? [{ ...other, beforeCents: rest }] : []),
  ];
}

async function sumByPart(actor: Actor, query: CostQuery, range: DayRange): Promise<Map<string, Cents>> {
  const db = await database();
  const facts = fromCost(actor, { ...query, ...range, granularity: "month" });
  const { rows } = await db.execute<{ key: string | null; cents: Cents }>(sql`
    select ${toKey(costKeys, query.group)} as key, trim_scale(sum(r.cents))::text as cents ${facts} group by 1`);
  return new Map(rows.map(({ key, cents }) => [key ?? noKey, cents]));
}
