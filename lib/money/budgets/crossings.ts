import "server-only";
import { sql } from "drizzle-orm";
import { budgetCrossings, budgets, budgetWarnings } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { everyone } from "@/lib/core/organization/visibility";
import { readBudgets } from "./list-read-model";
import { notify } from "./notify";
import { sumOfBudgets, toPeriodKey } from "./spent";
import { toBudgetStart } from "./vocabulary";

const settledAfterDays = 4;

/**
 * Records each threshold once, even if late data or another reader finds it again. Periods before a budget was added
 * don't count. If several are reached at once, recipients hear of the highest.
 */
export async function recordCrossings(now = new Date()): Promise<void> {
  const today = toDay(now);
  const settled = addDays(today, -settledAfterDays);
  const isWanted = sql`r.starts_on between ${toBudgetStart(settled, "year")}::date and ${today}::date`;
  const db = await database();
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<Crossing>(sql`
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
      ),
      recorded as (
        insert into ${budgetCrossings} (budget_id, month, threshold, cents, budget_cents, crossed_at)
        select id, month, threshold, cents, budget_cents, ${now.toISOString()}::timestamptz from reached
        on conflict do nothing returning budget_id, month, threshold, cents
      )
      select recorded.budget_id as "budgetId", recorded.month, recorded.threshold, trim_scale(recorded.cents)::text as cents
      from recorded join reached on (reached.id, reached.month, reached.threshold) = (budget_id, recorded.month, recorded.threshold)
      where recorded.threshold = highest`);
    for (const { budgetId, ...crossing } of rows)
      await notify(tx, budgetId, {
        ...crossing,
        event: "reached",
        occasion: toOccasion("reached", crossing, now),
        now,
      });
  });
  await recordWarnings(now);
}

type Crossing = { budgetId: string; month: string; threshold: number; cents: string };

/** With its time, because a threshold that a higher amount put out of reach can be reached again. */
function toOccasion(
  event: string,
  { month, threshold }: Omit<Crossing, "budgetId" | "cents">,
  now: Date,
): string {
  return `${event} ${month} ${threshold} ${now.toISOString()}`;
}

/** Records once per period that the forecast has reached its threshold, while the cost hasn't. */
async function recordWarnings(now: Date): Promise<void> {
  const atRisk = (await readBudgets(everyone, toDay(now))).filter(({ isAtRisk }) => isAtRisk);
  if (atRisk.length === 0) return;
  const db = await database();
  const forecasts = atRisk.map(({ id, forecastCents }) => sql`(${id}::uuid, ${forecastCents}::numeric)`);
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<Crossing>(sql`
      insert into ${budgetWarnings} (budget_id, period, threshold, forecast_cents, budget_cents, warned_at)
      select b.id, ${toPeriodKey(sql`${toDay(now)}::date`)}, b.forecast_threshold, f.cents, b.cents, ${now.toISOString()}::timestamptz
      from ${budgets} b join (values ${sql.join(forecasts, sql`, `)}) as f (id, cents) on f.id = b.id
      where b.forecast_threshold is not null on conflict do nothing
      returning budget_id as "budgetId", period as month, threshold, trim_scale(forecast_cents)::text as cents`);
    for (const { budgetId, ...warning } of rows)
      await notify(tx, budgetId, {
        ...warning,
        event: "at_risk",
        occasion: toOccasion("at_risk", warning, now),
        now,
      });
  });
}
