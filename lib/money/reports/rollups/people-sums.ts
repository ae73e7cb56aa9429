import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeActorRollups, claudeCodeRows } from "@/lib/core/db/claude-code-tables";
import type { Transaction } from "@/lib/core/db/database";
import { dollarsOf, othersOf } from "@/lib/core/db/other-cents";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { personUsage } from "@/lib/core/db/report-tables";
import { isInWindow, toNewestDay } from "@/lib/core/organization/window-sql";
import { markWindowStale } from "./rollups";

type Source = { active: (day: SQL) => SQL; history: SQL };

/** Days of Claude Code and of cost belong to a person; traffic of their keys doesn't. */
const sources = {
  "claude-code": {
    active: (day) => sql`select lower(actor) as email from ${claudeCodeActorRollups}
      where grain = 'day' and starts_on = ${day} and actor_type = 'user_actor'`,
    history: sql`select lower(actor) as email, day from ${claudeCodeRows} where actor_type = 'user_actor'`,
  },
  "actor-cost": {
    active: (day) => sql`select actor_email as email from ${actorCostRows}
      where day = ${day} and actor_kind = 'user' and actor_email is not null`,
    history: sql`select actor_email as email, day from ${actorCostRows} where actor_kind = 'user'`,
  },
} satisfies Record<string, Source>;

const newestDay = {
  "claude-code": () =>
    toNewestDay(sql`(select starts_on as day from ${claudeCodeActorRollups} where grain = 'day') days`),
  "actor-cost": () => toNewestDay(actorCostRows),
} satisfies Record<keyof typeof sources, () => SQL>;

/** `source` is also the name of its window in `stale_periods`. */
export async function addDayOfPeople(
  tx: Transaction,
  source: keyof typeof sources,
  day: string,
): Promise<void> {
  await moveLastActivity(tx, source, day);
  await markWindowStale(tx, source, day, newestDay[source]());
}

export async function sumClaudeCodeOfPeople(tx: Transaction): Promise<void> {
  const isRecent = (day: SQL) => isInWindow(day, newestDay["claude-code"]());
  await tx.execute(sql`
    with others as (
      select lower(actor) as email, other.key as currency, sum(other.value::numeric) as cents
      from ${claudeCodeRows} cross join jsonb_each_text(other_cents) as other
      where other_cents is not null and ${isRecent(sql`day`)} and actor_type = 'user_actor' group by 1, 2
    )
    update ${personUsage} known set claude_code_days_30d = fresh.days, claude_code_sessions_30d = fresh.sessions,
      claude_code_cents_30d = fresh.cents, claude_code_other_cents_30d = fresh.others
    from (select p.email, count(r.email) as days, coalesce(sum(r.sessions), 0) as sessions, coalesce(sum(r.cents), 0) as cents,
        (select jsonb_object_agg(other.currency, trim_scale(other.cents)::text) from others other where other.email = p.email) as others
      from ${personUsage} p left join (select lower(actor) as email, starts_on, sum(sessions) as sessions, sum(estimated_cents) as cents
        from ${claudeCodeActorRollups} where grain = 'day' and ${isRecent(sql`starts_on`)} and actor_type = 'user_actor' group by 1, 2) r using (email)
      group by p.email) fresh
    where fresh.email = known.email
      and (known.claude_code_days_30d, known.claude_code_sessions_30d, known.claude_code_cents_30d,
        known.claude_code_other_cents_30d) is distinct from (fresh.days, fresh.sessions, fresh.cents, fresh.others)`);
}

/** People without cost get 0, because the source leaves no one out. Without the source, their cost is unknown. */
export async function sumCostOfPeople(tx: Transaction): Promise<void> {
  const isReported = (await tx.$count(keyCapabilities, sql`power = 'analytics_cost' and is_granted`)) > 0;
  if (!isReported) return;
  const isRecent = isInWindow(sql`day`, newestDay["actor-cost"]());
  await tx.execute(sql`
    with summed as (
      select actor_email as email, currency, sum(cents) as cents from ${actorCostRows}
      where actor_kind = 'user' and actor_email is not null and ${isRecent} group by 1, 2
    ), fresh as (
      select p.email, ${dollarsOf("summed")} as cents, ${othersOf("summed")} as others
      from ${personUsage} p left join summed using (email) group by p.email
    )
    update ${personUsage} known set cents_30d = fresh.cents, other_cents_30d = fresh.others
    from fresh where fresh.email = known.email
      and (known.cents_30d, known.other_cents_30d) is distinct from (fresh.cents, fresh.others)`);
}

export async function clearCostsOfPeople(tx: Transaction): Promise<void> {
  await tx.update(personUsage).set({ cents30d: null, otherCents30d: null });
}

async function moveLastActivity(tx: Transaction, source: keyof typeof sources, day: string): Promise<void> {
  const { active } = sources[source];
  await tx.execute(sql`insert into ${personUsage} as known (email, last_active_on)
    select distinct email, ${day}::date from (${active(sql`${day}::date`)}) r where email <> ''
    on conflict (email) do update set last_active_on = excluded.last_active_on
    where known.last_active_on is null or known.last_active_on < excluded.last_active_on`);
  const { rows } = await tx.execute<{ email: string }>(sql`
    select email from ${personUsage} where last_active_on = ${day}::date
      and email not in (${sources["claude-code"].active(sql`${day}::date`)})
      and email not in (${sources["actor-cost"].active(sql`${day}::date`)})`);
  if (rows.length > 0)
    await takeBackLastActivity(
      tx,
      rows.map(({ email }) => email),
    );
}

/** A corrected report may have removed a person's last day. This is rare, so the history is searched. */
async function takeBackLastActivity(tx: Transaction, emails: string[]): Promise<void> {
  await tx.execute(sql`
    update ${personUsage} known set last_active_on = found.day
    from (select p.email, max(r.day) as day from ${personUsage} p left join (
        ${sources["claude-code"].history} union all ${sources["actor-cost"].history}) r using (email)
      where p.email in ${emails} group by 1) found
    where found.email = known.email`);
}
