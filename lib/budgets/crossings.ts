import "server-only";
import { sql } from "drizzle-orm";
import { addDays, toDay } from "@/lib/calendar";
import { budgetCrossings, budgets, budgetWarnings } from "@/lib/db/budget-tables";
import { database } from "@/lib/db/client";
import { readWebhook } from "@/lib/settings/webhook";
import { everyone } from "@/lib/visibility";
import { readBudgets } from "./list-read-model";
import { sumOfBudgets, toPeriodKey } from "./spent";
import { toBudgetStart } from "./vocabulary";

const settledAfterDays = 4;

/**
 * Records each threshold once, even if late data or another reader finds it again. Periods before a budget was added
 * don't count. If several are reached at once, the webhook gets the highest.
 */
export async function recordCrossings(now = new Date()): Promise<void> {
  const today = toDay(now);
  const settled = addDays(today, -settledAfterDays);
  const isTold = (await readWebhook()).state === "set";
  const isWanted = sql`r.starts_on between ${toBudgetStart(settled, "year")}::date and ${today}::date`;
  const db = await database();
  await db.execute(sql`
    with spent as (${sumOfBudgets("month", isWanted)}),
    by_period as (
      select b.id, date_trunc(b.period, s.starts_on)::date as starts_on, sum(s.cents) as cents from spent s join ${budgets} b using (id)
      where date_trunc(b.period, s.starts_on) >= date_trunc(b.period, ${settled}::date) group by 1, 2
    ),
    reached as (
      select b.id, ${toPeriodKey(sql`s.starts_on`)} as month, t.percent::int as threshold, s.cents, b.cents as budget_cents,
        max(t.percent::int) over (partition by b.id, s.starts_on) as highest
      from by_period s join ${budgets} b using (id) cross join jsonb_array_elements_text(b.thresholds) as t (percent)
      where s.cents >= b.cents * t.percent::int * 0.01
        and s.starts_on >= date_trunc(b.period, b.created_at at time zone 'UTC')::date
    )
    insert into ${budgetCrossings} (budget_id, month, threshold, cents, budget_cents, crossed_at, next_attempt_at)
    select id, month, threshold, cents, budget_cents, ${now.toISOString()}::timestamptz,
      case when ${isTold} and threshold = highest then ${now.toISOString()}::timestamptz end
    from reached on conflict do nothing`);
  await recordWarnings(now);
}

/** Records once per period that the forecast has reached its threshold, while the cost hasn't. */
async function recordWarnings(now: Date): Promise<void> {
  const atRisk = (await readBudgets(everyone, toDay(now))).filter(({ isAtRisk }) => isAtRisk);
  if (atRisk.length === 0) return;
  const db = await database();
  const forecasts = atRisk.map(({ id, forecastCents }) => sql`(${id}::uuid, ${forecastCents}::numeric)`);
  await db.execute(sql`
    insert into ${budgetWarnings} (budget_id, period, threshold, forecast_cents, budget_cents, warned_at)
    select b.id, ${toPeriodKey(sql`${toDay(now)}::date`)}, b.forecast_threshold, f.cents, b.cents, ${now.toISOString()}::timestamptz
    from ${budgets} b join (values ${sql.join(forecasts, sql`, `)}) as f (id, cents) on f.id = b.id
    where b.forecast_threshold is not null on conflict do nothing`);
}
