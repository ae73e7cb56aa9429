import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { costRollups, reportDays } from "@/lib/core/db/report-tables";
import { type DayRange, listDays } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { actorCosts } from "@/lib/money/reports/query/actor-costs";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { isInRange, isInRollupPeriods, toRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { toCostFacts } from "./effects";
import type { Gap } from "./schema";
import type { ActorsQuery } from "./search-params";
import type { GapReason } from "./vocabulary";

type Asked = DayRange & { currency: Currency; kind: ActorsQuery["kind"]; isReported: boolean };
type Found = { reason: GapReason; cents: string }[];

/** Why the rows don't add up to what is billed: an amount for each reason, and the rest, which together are the gap. */
export async function listGaps(actor: Actor, asked: Asked, gapCents: string): Promise<Gap[]> {
  const known = asked.isReported
    ? await Promise.all([sumUnnamed(actor, asked), sumMissing(actor, asked)])
    : await Promise.all([sumUnpriced(actor, asked), sumMissing(actor, asked)]);
  return toGaps(known.flat(), gapCents, asked.isReported ? "reports_differ" : "no_key");
}

/** Largest first, the rest last. */
export function toGaps(known: Found, gapCents: string, rest: GapReason): Gap[] {
  const some = known.filter(({ cents }) => !new Big(cents).eq(0));
  const explained = some.reduce((sum, { cents }) => sum.plus(cents), new Big(0));
  const left = new Big(gapCents).minus(explained);
  const ordered = some.toSorted((one, other) => new Big(other.cents).abs().cmp(new Big(one.cents).abs()));
  return left.eq(0) ? ordered : [...ordered, { reason: rest, cents: left.toFixed() }];
}

const reasonsOfKeys = sql`case when r.api_key_id is not null then null
  when r.product = 'claude_console' then 'console' when r.product = 'claude_code' then 'claude_code' else 'without_key' end`;

function toReasonsOfPeople(actor: Actor): SQL {
  const isTheirs = visibleTo(actor).isTeamDay(sql`r.actor_id`, sql`r.starts_on`);
  return sql`case
    when r.actor_kind = 'user' and coalesce(r.actor_email, r.actor_id) is not null and ${isTheirs} then null
    when r.actor_kind = 'user' then 'other_people' when r.actor_kind = 'service_account' then 'service_accounts'
    when r.actor_kind = 'api_key' then 'keys' when r.actor_kind = 'federated' then 'federated' else 'nobody' end`;
}

/** Reported cost that no row has, because it names no key or no person. */
async function sumUnnamed(actor: Actor, { from, to, currency, kind }: Asked): Promise<Found> {
  const { isAll, reportRows } = visibleTo(actor);
  const grain = kind === "person" && !isAll ? "day" : "month";
  const db = await database();
  const { rows } = await db.execute<Found[number]>(sql`
    with facts as (
      select ${kind === "key" ? reasonsOfKeys : toReasonsOfPeople(actor)} as reason, r.cents
      from ${actorCosts} r cross join ${home}
      where ${isInRange({ from, to }, grain, "actor-cost-periods")} and ${isInCurrency(currency)} and ${reportRows}
    )
    select reason, trim_scale(sum(cents))::text as cents from facts where reason is not null group by reason`);
  return rows;
}

/** Cost that isn't of tokens or searches, which an estimate has no share of. */
async function sumUnpriced(actor: Actor, { from, to, currency }: Asked): Promise<Found> {
  const isKnown = sql`r.starts_on in (select day from ${reportDays} where report = 'usage' and not is_refused)`;
  const db = await database();
  const { rows } = await db.execute<Found[number]>(sql`
    with facts as (
      select case r.cost_type when 'code_execution' then 'code_execution' when 'session_usage' then 'session_usage'
        else 'other_cost' end as reason, r.cents from ${toCostFacts(actor).facts} cross join ${home}
      where ${isInRollupPeriods(toRollupPeriods({ from, to }, "day"))} and ${isInCurrency(currency)}
        and r.token_type is null and coalesce(r.cost_type, '') <> 'web_search' and ${isKnown} and ${visibleTo(actor).reportRows}
    )
    select reason, trim_scale(sum(cents))::text as cents from facts group by reason`);
  return rows;
}

/** What was billed on days that the other report doesn't have, less what is known of them. */
async function sumMissing(actor: Actor, { from, to, currency, isReported }: Asked): Promise<Found> {
  const { isAll, reportRows } = visibleTo(actor);
  const db = await database();
  const { rows: known } = await db.execute<{ day: string }>(sql`
    select day::text from ${reportDays} where report = ${isReported ? "actor-cost" : "usage"} and not is_refused
      and day between ${from}::date and ${to}::date`);
  const has = new Set(known.map(({ day }) => day));
  const missing = listDays({ from, to }).filter((day) => !has.has(day));
  if (missing.length === 0) return [];
  const isMissing = (column: SQL) => sql`${column} in ${missing}`;
  const reported = isReported
    ? sql`select sum(r.cents) from ${actorCostRows} r cross join ${home}
        where ${isMissing(sql`r.day::text`)} and ${isInCurrency(currency)} and ${reportRows}`
    : sql`select 0`;
  const { rows } = await db.execute<{ cents: string }>(sql`
    select trim_scale(coalesce(sum(r.cents), 0) - coalesce((${reported}), 0))::text as cents
    from ${costRollups} r cross join ${home} where r.axes = ${isAll ? sql`'model'` : sql`'workspace'`} and r.grain = 'day'
      and ${isMissing(sql`r.starts_on::text`)} and ${isInCurrency(currency)} and ${reportRows}`);
  return [{ reason: "missing_days", cents: rows[0]?.cents ?? "0" }];
}
