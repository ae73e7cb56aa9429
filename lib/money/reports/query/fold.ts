import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { DayRange } from "@/lib/core/format/calendar";
import { minPeople, otherKey } from "@/lib/money/reports/vocabulary";

/**
 * `known` and `facts`, for a `with` before what uses `toFolded`. `rows` have a `day`, a `scope` within which `item`s are
 * merged, and a `person` unless `is_service`. Only complete days with enough people: for today, comparing two reads would
 * reveal who was added.
 */
export function toShownDays(rows: SQL, { from, to }: DayRange): SQL {
  return sql`known as (
    select * from ${rows} as found
    where day between ${from}::date and least(${to}::date, (now() at time zone 'UTC')::date - 1)
  ), facts as materialized (
    select * from known where is_service or day in (
      select day from known where not is_service group by day having count(distinct person) >= ${minPeople})
  )`;
}

/**
 * Merges items of fewer than five people into "Other", plus the next one if those together are still fewer. Whatever is
 * added or subtracted then covers five people or none.
 */
export function toFolded(facts: SQL): SQL {
  return sql`(with items as (select scope, item, count(distinct person) as people from ${facts} f where not is_service group by 1, 2),
    few as (select f.scope, count(distinct f.person) as people from ${facts} f join items using (scope, item)
      where not f.is_service and items.people < ${minPeople} group by 1),
    ranked as (select *, row_number() over (partition by scope, people < ${minPeople} order by people, item) as place from items)
    select ranked.scope, ranked.item from ranked left join few using (scope)
    where ranked.people < ${minPeople} or few.people < ${minPeople} and ranked.place = 1)`;
}

/** As files spell it. */
export function toSpelled(text: SQL): SQL {
  return sql`case ${text} when ${otherKey} then 'Other' else ${text} end`;
}
