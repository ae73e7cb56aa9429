import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { addDays, type DayRange, listDays, toDay } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { apiKeys, invites, members } from "@/lib/db/directory-tables";
import { listMirrored } from "@/lib/db/first-sync";
import { getParts } from "@/lib/db/parts";
import { usageRollups } from "@/lib/db/report-tables";
import type { PagePart } from "@/lib/db/vocabulary";
import { home } from "@/lib/directory/default-workspace";
import { currentStatus } from "@/lib/directory/key-status";
import type { History } from "@/lib/history/store";
import { toShare } from "@/lib/money";
import { toFacts } from "@/lib/reports/claude-code/facts";
import { visibleTo } from "@/lib/visibility";
import type { Overview } from "./schema";
import { inviteDays, trendDays } from "./vocabulary";

type By = Permit<"cost:read">;
type Figures = Omit<Overview, "attention" | "attentionLoading" | "budget" | "loading" | "unavailable">;
type Known = { range: DayRange; history: History; mirrored: ReadonlySet<string> };

export async function getFigures(
  { actor }: By,
  history: History,
  today = toDay(new Date()),
): Promise<Figures> {
  const range = { from: addDays(today, -trendDays), to: addDays(today, -1) };
  const known = { range, history, mirrored: await listMirrored() };
  const { isUnavailable } = await getParts();
  const forWhom = async <T>(
    permission: Permission,
    part: PagePart,
    read: (actor: Actor, known: Known) => Promise<T>,
  ) => (can(actor, permission) && !isUnavailable(part) ? read(actor, known) : null);
  const [usage, keys, people, invited, claudeCode] = await Promise.all([
    forWhom("usage:read", "usage", sumUsage),
    forWhom("keys:read", "api_keys", countKeys),
    forWhom("members:read", "members", countPeople),
    forWhom("invites:read", "invites", countInvites),
    forWhom("claude-code:read", "claude_code", countActives),
  ]);
  return { usage, keys, people, invites: invited, claudeCode };
}

type UsageDay = { day: string; tokens: string; cached: string; input: string };

async function sumUsage(actor: Actor, { range, history }: Known): Promise<Figures["usage"]> {
  const loading = history.findLoading({ report: "usage", ...range });
  if (loading) return { tokens: null, trend: [], cacheShare: null, cacheTrend: [], loading };
  const input = sql`uncached_input_tokens + cache_read_input_tokens + cache_creation_5m_input_tokens + cache_creation_1h_input_tokens`;
  const days = await readJson<UsageDay>(sql`
    select r.starts_on as day, sum(${input} + output_tokens)::text as tokens, sum(cache_read_input_tokens)::text as cached,
      sum(${input})::text as input
    from ${usageRollups} r cross join ${home}
    where r.axes = 'workspace' and r.grain = 'day' and r.starts_on between ${range.from}::date and ${range.to}::date
      and ${visibleTo(actor).reportRows} group by 1`);
  const total = (name: "tokens" | "cached" | "input") =>
    days.reduce((sum, day) => sum + BigInt(day[name]), 0n);
  const input30d = total("input");
  return {
    tokens: String(total("tokens")),
    trend: toTrend(range, days, ({ tokens }) => Number(tokens)),
    cacheShare: input30d === 0n ? null : toShare(String(total("cached")), String(input30d)),
    cacheTrend: toTrend(range, days, (day) => toShare(day.cached, day.input)),
    loading,
  };
}

async function countKeys(actor: Actor, { mirrored }: Known): Promise<Figures["keys"]> {
  if (!mirrored.has("api_key")) return { active: null };
  const db = await database();
  const isSeen = visibleTo(actor).inWorkspace(apiKeys.workspaceId);
  const isActive = and(isNull(apiKeys.goneAt), eq(currentStatus, "active"));
  return { active: await db.$count(apiKeys, and(isActive, isSeen)) };
}

/** For a lead, includes people with access by role, as the list of members does. */
async function countPeople(actor: Actor, { mirrored }: Known): Promise<Figures["people"]> {
  if (!mirrored.has("member")) return { total: null };
  const db = await database();
  return { total: await db.$count(members, visibleTo(actor).members) };
}

async function countInvites(_actor: Actor, { mirrored }: Known): Promise<Figures["invites"]> {
  if (!mirrored.has("invite")) return { pending: null, expiring: 0 };
  const [found] = await readJson<{ pending: number; expiring: number }>(sql`
    select (count(*) filter (where expires_at is null or expires_at > now()))::int as pending,
      (count(*) filter (where ${isExpiring}))::int as expiring
    from ${invites} where gone_at is null and status = 'pending'`);
  return found ?? { pending: 0, expiring: 0 };
}

export const isExpiring = sql`status = 'pending' and expires_at > now()
  and expires_at <= now() + make_interval(days => ${inviteDays})`;

async function countActives(actor: Actor, { range, history }: Known): Promise<Figures["claudeCode"]> {
  const { actors } = toFacts(actor);
  const week = { from: addDays(range.to, -6), to: range.to };
  const loading = history.findLoading({ report: "claude-code", ...week });
  if (loading) return { active: null, loading };
  // The vendor doesn't always write an address in the same case. Most days have the same people, so they are folded first.
  const [found] = await readJson<{ count: number }>(sql`
    select count(*)::int as count from (select lower(actor) from (select r.actor from ${actors} r
      where r.grain = 'day' and r.starts_on between ${week.from}::date and ${week.to}::date
        and r.actor_type = 'user_actor' group by 1) written group by 1) people`);
  return { active: found?.count ?? 0, loading };
}

async function readJson<Row>(query: SQL): Promise<Row[]> {
  const db = await database();
  const { rows } = await db.execute<{ json: Row[] | null }>(
    sql`select json_agg(found) as json from (${query}) found`,
  );
  return rows[0]?.json ?? [];
}

function toTrend<Row extends { day: string }>(
  range: DayRange,
  rows: Row[],
  toValue: (row: Row) => number,
): number[] {
  const values = new Map(rows.map((row) => [row.day, toValue(row)]));
  return listDays(range).map((day) => values.get(day) ?? 0);
}
