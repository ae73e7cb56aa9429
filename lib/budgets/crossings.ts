import "server-only";
import { sql } from "drizzle-orm";
import { addDays, toDay, toPeriodStart } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { budgetCrossings, budgets } from "@/lib/db/own-tables";
import { readWebhook } from "@/lib/settings/webhook";
import { sumOfBudgets } from "./spent";

const settledAfterDays = 4;

/**
 * Records each threshold once, even if late data or another reader finds it again. Months before a budget was added
 * don't count. If several are reached at once, the webhook gets the highest.
 */
export async function recordCrossings(now = new Date()): Promise<void> {
  const today = toDay(now);
  const month = toPeriodStart(today, "month");
  const from = toPeriodStart(addDays(today, -settledAfterDays), "month");
  const isTold = (await readWebhook()).state === "set";
  const db = await database();
  await db.execute(sql`
    with spent as (${sumOfBudgets("month", sql`r.starts_on between ${from}::date and ${month}::date`)}),
    reached as (
      select b.id, to_char(s.starts_on, 'YYYY-MM') as month, t.percent::int as threshold, s.cents, b.cents as budget_cents,
        max(t.percent::int) over (partition by b.id, s.starts_on) as highest
      from spent s join ${budgets} b using (id) cross join jsonb_array_elements_text(b.thresholds) as t (percent)
      where s.cents >= b.cents * t.percent::int * 0.01
        and s.starts_on >= date_trunc('month', b.created_at at time zone 'UTC')::date
    )
    insert into ${budgetCrossings} (budget_id, month, threshold, cents, budget_cents, crossed_at, next_attempt_at)
    select id, month, threshold, cents, budget_cents, ${now.toISOString()}::timestamptz,
      case when ${isTold} and threshold = highest then ${now.toISOString()}::timestamptz end
    from reached on conflict do nothing`);
}
