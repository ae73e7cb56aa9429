import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { addDays, listDays, toDay } from "@/lib/core/format/calendar";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import { trendDays } from "@/lib/core/marks/vocabulary";
import { isAbout } from "./list-read-model";
import { type FindingTrend, findingTrend } from "./schema";
import type { FindingSearch } from "./search-params";

const dayOf = (instant: SQL) => sql`(${instant} at time zone 'UTC')::date`;

/**
 * How many findings were open at the end of each UTC day, from the first day that has one. A finding isn't open while
 * it is dismissed; of several dismissals, only the last one is known.
 */
export async function getFindingTrend(
  by: Permit<"findings:read">,
  search: FindingSearch,
): Promise<FindingTrend> {
  const today = toDay(new Date());
  const from = addDays(today, 1 - trendDays);
  const found = and(isVisibleFinding(by.actor), isAbout(search, by.actor));
  const db = await database();
  const { rows } = await db.execute<{ day: string; change: number }>(sql`
    with found as (select first_seen_at as seen, resolved_at as resolved, case when dismissed_at is not null then greatest(dismissed_at, first_seen_at) end as dismissed,
      dismissed_until as until from ${findings} where ${found})
    select greatest(day, ${addDays(from, -1)}::date)::text as day, sum(change)::int as change from (
      select ${dayOf(sql`seen`)} as day, 1 as change from found
      union all select ${dayOf(sql`resolved`)}, -1 from found
        where resolved is not null and (dismissed is null or dismissed > resolved or until <= resolved)
      union all select ${dayOf(sql`dismissed`)}, -1 from found where dismissed <= coalesce(resolved, now())
      union all select ${dayOf(sql`until`)}, 1 from found where until <= now() and until > dismissed and until <= coalesce(resolved, now())
    ) changes group by 1 order by 1`);
  const { rows: sums } = await db.execute<{ added: number; fixed: number; meanDays: number | null }>(sql`
    select count(*) filter (where first_seen_at >= ${from}::date)::int as added,
      count(*) filter (where ${isFixed(from)})::int as fixed,
      round(avg(extract(epoch from resolved_at - first_seen_at) / 86400) filter (where ${isFixed(from)}), 1)::float8 as "meanDays"
    from ${findings} where ${found}`);
  return findingTrend.parse({ from, to: today, days: toCounts(rows, from, today), ...sums[0] });
}

const isFixed = (from: string) => sql`resolution = 'fixed' and resolved_at >= ${from}::date`;

function toCounts(changes: readonly { day: string; change: number }[], from: string, to: string) {
  const [first] = changes;
  if (!first) return [];
  const byDay = new Map(changes.map(({ day, change }) => [day, change]));
  let open = byDay.get(addDays(from, -1)) ?? 0;
  return listDays({ from: first.day > from ? first.day : from, to }).map((day) => {
    open += byDay.get(day) ?? 0;
    return { day, open };
  });
}
