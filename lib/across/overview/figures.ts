import "server-only";
import Big from "big.js";
import { sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { getParts } from "@/lib/core/db/parts";
import { usageRollups } from "@/lib/core/db/report-tables";
import type { PagePart } from "@/lib/core/db/vocabulary";
import { type DayRange, toDay } from "@/lib/core/format/calendar";
import type { History } from "@/lib/core/history/store";
import { toShare } from "@/lib/core/money/money-math";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { toFacts } from "@/lib/money/reports/claude-code/facts";
import { isInRollupPeriods, toRollupPeriods, toStoredRange } from "@/lib/money/reports/query/rollup-periods";
import { toMonthSoFar } from "@/lib/money/spend/month";
import type { Overview } from "./schema";

type Figures = Pick<Overview, "periods" | "usage" | "claudeCode">;
type Known = { periods: Figures["periods"]; history: History };

export async function getFigures(
  { actor }: Permit<"cost:read">,
  history: History,
  today = toDay(new Date()),
): Promise<Figures> {
  const periods = toMonthSoFar(today);
  const { isUnavailable } = await getParts();
  const forWhom = async <T>(
    permission: Permission,
    part: PagePart,
    read: (actor: Actor, known: Known) => Promise<T>,
  ) => (can(actor, permission) && !isUnavailable(part) ? read(actor, { periods, history }) : null);
  const [usage, claudeCode] = await Promise.all([
    forWhom("usage:read", "usage", readUsage),
    forWhom("claude-code:read", "claude_code", readActives),
  ]);
  return { periods, usage, claudeCode };
}

async function readUsage(actor: Actor, { periods, history }: Known): Promise<Figures["usage"]> {
  const loading = history.findLoading({ report: "usage", ...periods.now });
  if (loading) return { tokens: null, cacheShare: null, shareBefore: null, loading };
  const isBeforeKnown = history.findLoading({ report: "usage", ...periods.before }) === null;
  const [now, before] = await Promise.all([
    sumUsage(actor, periods.now),
    isBeforeKnown ? sumUsage(actor, periods.before) : null,
  ]);
  return { ...now, shareBefore: before?.cacheShare ?? null, loading };
}

async function sumUsage(
  actor: Actor,
  range: DayRange,
): Promise<{ tokens: string; cacheShare: number | null }> {
  const db = await database();
  const { rows } = await db.execute<Record<"input" | "output" | "cached", string>>(sql`
    select coalesce(sum(uncached_input_tokens + cache_read_input_tokens + cache_creation_5m_input_tokens
        + cache_creation_1h_input_tokens), 0)::text as input,
      coalesce(sum(output_tokens), 0)::text as output, coalesce(sum(cache_read_input_tokens), 0)::text as cached
    from ${usageRollups} r cross join ${home}
    where r.axes = 'workspace' and ${isInRollupPeriods(toRollupPeriods(toStoredRange(range, "month"), "month"))}
      and ${visibleTo(actor).reportRows}`);
  const { input, output, cached } = rows[0] ?? { input: "0", output: "0", cached: "0" };
  return {
    tokens: String(BigInt(input) + BigInt(output)),
    cacheShare: input === "0" ? null : toShare(cached, input),
  };
}

async function readActives(actor: Actor, { periods, history }: Known): Promise<Figures["claudeCode"]> {
  const loading = history.findLoading({ report: "claude-code", ...periods.now });
  if (loading) return { active: null, centsEach: null, activeBefore: null, loading };
  const isBeforeKnown = history.findLoading({ report: "claude-code", ...periods.before }) === null;
  const [now, before, isMasked] = await Promise.all([
    sumActives(actor, periods.now),
    isBeforeKnown ? sumActives(actor, periods.before) : null,
    getSetting("mask_names"),
  ]);
  // While names are masked, means of periods that differ by a day could reveal what one person cost.
  const isShown = now.active > 0 && !isMasked;
  return {
    active: now.active,
    centsEach: isShown ? new Big(now.cents).div(now.active).toFixed(0) : null,
    activeBefore: before?.active ?? null,
    loading,
  };
}

async function sumActives(actor: Actor, { from, to }: DayRange): Promise<{ active: number; cents: string }> {
  const { actors } = toFacts(actor);
  const db = await database();
  // The vendor doesn't always write an address in the same case. Most days have the same people, so they are folded first.
  const { rows } = await db.execute<{ active: number; cents: string }>(sql`
    select count(distinct lower(actor))::int as active, coalesce(sum(cents), 0)::text as cents
    from (select r.actor, sum(r.estimated_cents) as cents from ${actors} r
      where r.grain = 'day' and r.starts_on between ${from}::date and ${to}::date
        and r.actor_type = 'user_actor' group by 1) written`);
  return rows[0] ?? { active: 0, cents: "0" };
}
