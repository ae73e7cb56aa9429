import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { stalePeriods } from "@/lib/core/db/period-tables";
import { reportDays, usageRows } from "@/lib/core/db/report-tables";
import { keyMonths, savingMonths } from "@/lib/core/db/savings-tables";
import { toDay, toPeriodEnd } from "@/lib/core/format/calendar";
import { yieldThread } from "@/lib/core/process/yield-thread";
import { lockReport } from "./replace-day";
import { savingsMark } from "./rollups";
import { toIdleSessions, toSavings, toSavingsOfAll } from "./savings-sql";

const { part, grain } = savingsMark;

/** Months of a store that is older than the sums, or that was restored from such a one. */
export async function markUnsummedMonths(): Promise<void> {
  const db = await database();
  await db.execute(sql`insert into ${stalePeriods} (part, grain, starts_on)
    select distinct ${part}, ${grain}, date_trunc('month', day)::date from ${reportDays}
    where report = 'cost' and row_count > 0
      and date_trunc('month', day)::date not in (select starts_on from ${savingMonths})
    on conflict do nothing`);
}

/** A month with unread days of either report waits, so that a history's months are summed once. */
export async function sumStaleSavings(unread: () => Promise<readonly string[]>): Promise<void> {
  const db = await database();
  const isOurs = and(eq(stalePeriods.part, part), eq(stalePeriods.grain, grain));
  const months = await db.select({ startsOn: stalePeriods.startsOn }).from(stalePeriods).where(isOurs);
  if (months.length === 0) return;
  const missing = await unread();
  for (const { startsOn } of months) {
    const end = toPeriodEnd(startsOn, "month");
    if (missing.some((day) => startsOn <= day && day <= end)) continue;
    await db.transaction(async (tx) => {
      // Both writers wait, so that a day they store afterwards marks the month again.
      await lockReport(tx, "cost");
      await lockReport(tx, "usage");
      await tx.delete(stalePeriods).where(and(isOurs, eq(stalePeriods.startsOn, startsOn)));
      await sumMonth(tx, startsOn);
      if (end < toDay(new Date())) await sumKeysOfMonth(tx, startsOn);
    });
    await yieldThread();
  }
}

async function sumMonth(tx: Transaction, startsOn: string): Promise<void> {
  await tx.delete(savingMonths).where(eq(savingMonths.startsOn, startsOn));
  await tx.insert(savingMonths).select(toSavings(startsOn));
  await tx.insert(savingMonths).select(toSavingsOfAll(startsOn));
  await tx.insert(savingMonths).select(toIdleSessions(startsOn));
}

async function sumKeysOfMonth(tx: Transaction, startsOn: string): Promise<void> {
  const isOfMonth = sql`day between ${startsOn}::date and ${toPeriodEnd(startsOn, "month")}::date`;
  await tx.delete(keyMonths).where(eq(keyMonths.startsOn, startsOn));
  await tx.insert(keyMonths).select(sql`
    with active as (select api_key_id, count(distinct day)::int as days from ${usageRows}
      where ${isOfMonth} and api_key_id is not null group by 1)
    select api_key_id, ${startsOn}::date, workspace_id, model, service_tier, context_window,
      sum(uncached_input_tokens), sum(cache_read_input_tokens), sum(cache_creation_5m_input_tokens),
      sum(cache_creation_1h_input_tokens), sum(output_tokens), max(active.days)
    from ${usageRows} join active using (api_key_id) where ${isOfMonth}
    group by api_key_id, workspace_id, model, service_tier, context_window`);
}
