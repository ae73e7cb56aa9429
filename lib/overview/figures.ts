import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { can, type Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { claudeCodeKindRollups } from "@/lib/db/claude-code-tables";
import { database } from "@/lib/db/client";
import { apiKeys, invites, members, workspaceMembers } from "@/lib/db/directory-tables";
import { listMirrored } from "@/lib/db/first-sync";
import { getParts } from "@/lib/db/parts";
import { usageRollups } from "@/lib/db/report-tables";
import type { PagePart } from "@/lib/db/vocabulary";
import type { History } from "@/lib/history/mirror";
import { currentStatus } from "@/lib/keys/mirror";
import { toShare } from "@/lib/money";
import { toFacts } from "@/lib/reports/claude-code-facts";
import { home, isInScope } from "@/lib/reports/scope";
import { addDays, type DayRange, listDays, toDay } from "@/lib/reports/search-params";
import type { Overview } from "./schema";
import { inviteDays, trendDays } from "./vocabulary";

type By = Permit<"cost:read">;
type Figures = Omit<Overview, "attention" | "attentionLoading" | "budget" | "loading" | "unavailable">;
type Known = { range: DayRange; history: History; mirrored: ReadonlySet<string> };

/** The numbers of the start page, each for whom it is; a lead's are of their workspaces. */
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
      and ${isInScope(actor)} group by 1`);
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

/** By the day they were made, of those that are active today: when a key was switched off, nobody tells. */
async function countKeys({ workspaceIds }: Actor, { range, mirrored }: Known): Promise<Figures["keys"]> {
  if (!mirrored.has("api_key")) return { active: null, trend: [] };
  const isSeen = workspaceIds === null ? sql`true` : sql`workspace_id in ${[...workspaceIds, ""]}`;
  const isWorking = sql`gone_at is null and ${currentStatus} = 'active' and ${isSeen}`;
  const days = await readCounts(apiKeys.createdAt, isWorking, range);
  return { active: sumCounts(days), trend: toRunning(range, days) };
}

async function countPeople({ workspaceIds }: Actor, { range, mirrored }: Known): Promise<Figures["people"]> {
  if (!mirrored.has("member")) return { total: null, trend: [] };
  const isSeen =
    workspaceIds === null
      ? sql`true`
      : sql`id in (select user_id from ${workspaceMembers} where gone_at is null and workspace_id in ${[...workspaceIds, ""]})`;
  const days = await readCounts(members.addedAt, sql`gone_at is null and ${isSeen}`, range);
  return { total: sumCounts(days), trend: toRunning(range, days) };
}

async function countInvites(_actor: Actor, { range, mirrored }: Known): Promise<Figures["invites"]> {
  if (!mirrored.has("invite")) return { pending: null, expiring: 0, trend: [] };
  const days = await readJson<Counted & { pending: number; expiring: number }>(sql`
    select (invited_at at time zone 'UTC')::date as day, count(*)::int as count,
      (count(*) filter (where status = 'pending' and (expires_at is null or expires_at > now())))::int as pending,
      (count(*) filter (where ${isExpiring}))::int as expiring
    from ${invites} where gone_at is null group by 1`);
  return {
    pending: days.reduce((sum, { pending }) => sum + pending, 0),
    expiring: days.reduce((sum, { expiring }) => sum + expiring, 0),
    trend: toTrend(range, days, ({ count }) => count),
  };
}

export const isExpiring = sql`status = 'pending' and expires_at > now()
  and expires_at <= now() + make_interval(days => ${inviteDays})`;

async function countActives(actor: Actor, { range, history }: Known): Promise<Figures["claudeCode"]> {
  const { actors } = toFacts(actor);
  const isEverybody = actor.workspaceIds === null;
  const isPerson = sql`r.grain = 'day' and r.actor_type = 'user_actor'`;
  const week = addDays(range.to, -6);
  const loading = history.findLoading({ report: "claude-code", ...range });
  const isWeekRead = !history.findLoading({ report: "claude-code", from: week, to: range.to });
  const [days, found] = await Promise.all([
    // Who sees everybody has them counted already.
    readJson<Counted>(sql`select r.starts_on as day, ${isEverybody ? sql`max(r.actors)` : sql`count(distinct r.actor)`}::int as count
      from ${isEverybody ? sql`${claudeCodeKindRollups}` : actors} r
      where r.starts_on between ${range.from}::date and ${range.to}::date and ${isPerson} group by 1`),
    readJson<{
      day: string;
      count: number;
    }>(sql`select ${week}::date as day, count(*)::int as count
      from (select distinct r.actor from ${actors} r
        where r.starts_on between ${week}::date and ${range.to}::date and ${isPerson}) people`),
  ]);
  return {
    active: isWeekRead ? (found[0]?.count ?? 0) : null,
    trend: loading ? [] : toTrend(range, days, ({ count }) => count),
    loading,
  };
}

type Counted = { day: string; count: number };

/** By the day of `at`. What is older than the range counts as of its first day: most is, and to date it takes longest. */
function readCounts(at: PgColumn, isCounted: SQL, { from }: DayRange): Promise<Counted[]> {
  const midnight = sql`${`${from}T00:00:00Z`}::timestamptz`;
  const known = sql`coalesce(${at}, first_seen_at)`;
  return readJson(sql`
    select ${from}::date as day, count(*)::int as count from ${at.table} where ${isCounted} and ${known} < ${midnight}
    union all select (${known} at time zone 'UTC')::date, count(*)::int from ${at.table}
    where ${isCounted} and ${known} >= ${midnight} group by 1`);
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

/** How many there were at the end of each day. */
function toRunning(range: DayRange, rows: Counted[]): number[] {
  return listDays(range).map((day) => sumCounts(rows.filter((row) => row.day <= day)));
}

function sumCounts(rows: Counted[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
