import "server-only";
import Big from "big.js";
import { sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { addDays, type DayRange, toDay, toDaysBefore, windowDays } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { getParts } from "@/lib/db/parts";
import { usageRollups } from "@/lib/db/report-tables";
import type { PagePart } from "@/lib/db/vocabulary";
import { home } from "@/lib/directory/default-workspace";
import type { History } from "@/lib/history/store";
import { toShare } from "@/lib/money-math";
import { toFacts } from "@/lib/reports/claude-code/facts";
import { isInRollupPeriods, toRollupPeriods } from "@/lib/reports/query/rollup-periods";
import { getSetting } from "@/lib/settings/store";
import { visibleTo } from "@/lib/visibility";
import type { Overview } from "./schema";

type Figures = Pick<Overview, "usage" | "claudeCode">;
type Known = { range: DayRange; history: History };

export async function getFigures(
  { actor }: Permit<"cost:read">,
  history: History,
  today = toDay(new Date()),
): Promise<Figures> {
  const known = { range: toDaysBefore(today, windowDays), history };
  const { isUnavailable } = await getParts();
  const forWhom = async <T>(
    permission: Permission,
    part: PagePart,
    read: (actor: Actor, known: Known) => Promise<T>,
  ) => (can(actor, permission) && !isUnavailable(part) ? read(actor, known) : null);
  const [usage, claudeCode] = await Promise.all([
    forWhom("usage:read", "usage", sumUsage),
    forWhom("claude-code:read", "claude_code", sumActives),
  ]);
  return { usage, claudeCode };
}

async function sumUsage(actor: Actor, { range, history }: Known): Promise<Figures["usage"]> {
  const loading = history.findLoading({ report: "usage", ...range });
  if (loading) return { tokens: null, cacheShare: null, loading };
  const db = await database();
  const { rows } = await db.execute<Record<"input" | "output" | "cached", string>>(sql`
    select coalesce(sum(uncached_input_tokens + cache_read_input_tokens + cache_creation_5m_input_tokens
        + cache_creation_1h_input_tokens), 0)::text as input,
      coalesce(sum(output_tokens), 0)::text as output, coalesce(sum(cache_read_input_tokens), 0)::text as cached
    from ${usageRollups} r cross join ${home}
    where r.axes = 'workspace' and ${isInRollupPeriods(toRollupPeriods(range, "month"))}
      and ${visibleTo(actor).reportRows}`);
  const { input, output, cached } = rows[0] ?? { input: "0", output: "0", cached: "0" };
  return {
    tokens: String(BigInt(input) + BigInt(output)),
    cacheShare: input === "0" ? null : toShare(cached, input),
    loading,
  };
}

async function sumActives(actor: Actor, { range, history }: Known): Promise<Figures["claudeCode"]> {
  const { actors } = toFacts(actor);
  const week = { from: addDays(range.to, -6), to: range.to };
  const loading = history.findLoading({ report: "claude-code", ...week });
  if (loading) return { active: null, centsEach: null, loading };
  const [db, isMasked] = await Promise.all([database(), getSetting("mask_names")]);
  // The vendor doesn't always write an address in the same case. Most days have the same people, so they are folded first.
  const { rows } = await db.execute<{ active: number; cents: string }>(sql`
    select count(distinct lower(actor))::int as active, coalesce(sum(cents), 0)::text as cents
    from (select r.actor, sum(r.estimated_cents) as cents from ${actors} r
      where r.grain = 'day' and r.starts_on between ${week.from}::date and ${week.to}::date
        and r.actor_type = 'user_actor' group by 1) written`);
  const { active, cents } = rows[0] ?? { active: 0, cents: "0" };
  // While names are masked, two means of overlapping weeks could reveal what one person cost.
  const isShown = active > 0 && !isMasked;
  return { active, centsEach: isShown ? new Big(cents).div(active).toFixed(0) : null, loading };
}
