import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { costRollups, reportDays } from "@/lib/core/db/report-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import type { Cents, Currency } from "@/lib/core/money/money";
import { home } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { isInCurrency } from "@/lib/money/reports/query/currencies";

export async function sumByDay(
  actor: Reader,
  currency: Currency,
  { from, to }: DayRange,
): Promise<Map<string, Cents>> {
  const db = await database();
  // One JSON text of exact decimals, because PGlite is several times slower row by row.
  const { rows } = await db.execute<{ json: Record<string, Cents> | null }>(sql`
    with costs as (
      select r.starts_on as day, sum(r.cents) as cents from ${costRollups} r cross join ${home}
      where r.axes = ${toNarrowestAxes(actor)} and r.grain = 'day' and r.starts_on between ${from}::date and ${to}::date
        and ${isInCurrency(currency)} and ${visibleTo(actor).reportRows} group by 1
    )
    select json_object_agg(d.day::text, trim_scale(coalesce(c.cents, 0))::text) as json
    from ${reportDays} d left join costs c using (day)
    where d.report = 'cost' and not d.is_refused and d.day between ${from}::date and ${to}::date`);
  return new Map(Object.entries(rows[0]?.json ?? {}));
}

function toNarrowestAxes(actor: Reader): SQL {
  return visibleTo(actor).isAll ? sql`'model'` : sql`'workspace'`;
}
