import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeRows } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { dollarsOf, othersOf, sumOthers } from "@/lib/core/db/other-cents";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { AppError } from "@/lib/core/errors/errors";
import { listDays, toDay, toWindow } from "@/lib/core/format/calendar";
import { readMarks } from "@/lib/core/marks/read-model";
import { isEverywhere, visibleTo } from "@/lib/core/organization/visibility";
import { listMemberHistory } from "./history-read-model";
import { listKeysOf } from "./keys-read-model";
import { isCostInScope, joinMeasures, type Scope, toHidden, toLastActive, toSpend } from "./metrics-sql";
import { getFacts, learnRefusals, toReasons, toScope } from "./org-facts-read-model";
import { type MemberDetail, memberDetail } from "./schema";

type By = Permit<"members:read">;

/** Null also if the person isn't visible. People who left remain visible to those who see everyone. */
export async function findMemberDetail(by: By, memberId: string): Promise<MemberDetail | null> {
  const facts = await getFacts();
  const scope = toScope(by.actor, facts);
  const found = await findPerson(scope, memberId);
  if (!found) return null;
  const { cents, otherCents, email, addedAt, goneAt, ...rest } = found;
  const member = { ...rest, email, addedAt: addedAt && toIso(addedAt), goneAt: goneAt && toIso(goneAt) };
  const marksOf = await readMarks(by.actor, [memberId]);
  const source = cents === null ? null : scope.isCostReported ? "reported" : "claude_code";
  const hidden = toHidden(scope, found.isEverywhere);
  const isWorkShown = facts.isClaudeCodeRead && hidden === null;
  return memberDetail.parse({
    member: {
      ...member,
      hidden,
      ...toReasons(member.role, facts, await learnRefusals()),
      findings: marksOf(memberId),
    },
    keys: await listKeysOf(by, [memberId]),
    spend: {
      cents,
      otherCents,
      source,
      keys: await sumMadeKeys(by, memberId),
      workspaces: await listSpendByWorkspace(scope, found),
      parts: await listSpendParts(scope, found),
    },
    claudeCode: isWorkShown ? await sumClaudeCode(by, found) : null,
    activity: facts.activity,
    loading: facts.loading,
    history: await listMemberHistory(by, member),
  });
}

async function sumMadeKeys({ actor }: By, memberId: string): Promise<MemberDetail["spend"]["keys"]> {
  const db = await database();
  const { rows } = await db.execute<MemberDetail["spend"]["keys"]>(sql`
    select trim_scale(sum(${apiKeyUsage.cents30d}))::text as cents,
      ${sumOthers(sql`select unnest(array_agg(${apiKeyUsage.otherCents30d})) as others`)} as "otherCents",
      coalesce(bool_or(${apiKeyUsage.isEstimate}), true) as "isEstimate"
    from ${apiKeys} join ${apiKeyUsage} on ${apiKeyUsage.apiKeyId} = ${apiKeys.id}
    where ${apiKeys.createdById} = ${memberId} and ${visibleTo(actor).keys}`);
  return rows[0] ?? { cents: null, otherCents: null, isEstimate: true };
}

/** @throws AppError not_found, also where the person is out of reach */
export async function getMemberDetail(by: By, memberId: string): Promise<MemberDetail> {
  const found = await findMemberDetail(by, memberId);
  if (!found) throw new AppError("not_found", "the mirror has no such member in reach");
  return found;
}

/** Null also if the person isn't visible. */
export async function findPersonName(by: By, memberId: string): Promise<string | null> {
  const db = await database();
  const [found] = await db
    .select({ name: members.name, email: members.email })
    .from(members)
    .where(and(eq(members.id, memberId), isSeen(by)));
  return found ? found.name || found.email : null;
}

function isSeen({ actor }: { actor: Actor }): SQL | undefined {
  const visible = visibleTo(actor);
  return visible.isAll ? undefined : sql`(${visible.members} or ${visible.leavers})`;
}

type Person = {
  id: string;
  email: string;
  name: string;
  role: string;
  addedAt: string | null;
  goneAt: string | null;
  isEverywhere: boolean;
  cents: string | null;
  otherCents: Record<string, string> | null;
  lastActiveOn: string | null;
};

async function findPerson(scope: Scope, memberId: string): Promise<Person | undefined> {
  const { needs, cents, others } = toSpend(scope);
  const db = await database();
  const { rows } = await db.execute<Person>(sql`
    select ${members.id} as id, ${members.email} as email, ${members.name} as name, ${members.role} as role,
      ${members.addedAt} as "addedAt", ${members.goneAt} as "goneAt", ${isEverywhere} as "isEverywhere",
      trim_scale(${cents})::text as cents, ${others} as "otherCents", ${toLastActive(scope)}::text as "lastActiveOn"
    from ${members} ${joinMeasures(scope, [...new Set(["used", "person", ...needs] as const)], sql`(${memberId})`)}
    where ${and(eq(members.id, memberId), isSeen(scope))}`);
  return rows[0];
}

async function listSpendByWorkspace(scope: Scope, person: Person) {
  if (!scope.isCostReported || toHidden(scope, person.isEverywhere)) return [];
  const db = await database();
  const { rows } = await db.execute<{
    name: string | null;
    cents: string;
    otherCents: Record<string, string> | null;
  }>(sql`
    with summed as (
      select ${workspaces.id} as id, ${workspaces.name} as name, currency, sum(cents) as cents
      from ${actorCostRows} left join ${workspaces} on ${workspaces.id} = workspace_id
      where actor_kind = 'user' and actor_id = ${person.id} and ${isCostInScope(scope)} group by 1, 2, 3
    )
    select name, trim_scale(${dollarsOf("summed")})::text as cents, ${othersOf("summed")} as "otherCents"
    from summed group by id, name order by ${dollarsOf("summed")} desc, 1`);
  return rows;
}

async function listSpendParts(scope: Scope, person: Person) {
  if (!scope.isCostReported || toHidden(scope, person.isEverywhere)) return [];
  const db = await database();
  const { rows } = await db.execute<MemberDetail["spend"]["parts"][number]>(sql`
    select product, model, currency, trim_scale(sum(cents))::text as cents, trim_scale(sum(list_cents))::text as "listCents"
    from ${actorCostRows}
    where actor_kind = 'user' and actor_id = ${person.id} and ${isCostInScope(scope)}
    group by 1, 2, 3 order by sum(cents) desc, 1, 2, 3`);
  return rows;
}

const summed = {
  sessions: "sessions",
  linesAdded: "lines_added",
  linesRemoved: "lines_removed",
  commits: "commits",
  pullRequests: "pull_requests",
} as const;

type DayRow = Record<keyof typeof summed, number> & {
  day: string | null;
  estimatedCents: string;
  otherCents: Record<string, string> | null;
};

async function sumClaudeCode({ actor }: By, { id, email }: Person): Promise<MemberDetail["claudeCode"]> {
  const sums = Object.entries(summed).map(
    ([name, column]): SQL =>
      sql`coalesce(sum(${sql.identifier(column)}), 0)::float8 as ${sql.identifier(name)}`,
  );
  const range = toWindow();
  const isSeen = visibleTo(actor).isTeamDay(sql`${id}`, sql`day`);
  const db = await database();
  const { rows } = await db.execute<DayRow>(sql`
    select day::text, ${sql.join(sums, sql`, `)}, coalesce(sum(estimated_cents), 0)::text as "estimatedCents",
      ${sumOthers(sql`select unnest(array_agg(other_cents)) as others`)} as "otherCents"
    from ${claudeCodeRows} where actor_type = 'user_actor' and lower(actor) = ${email.toLowerCase()}
      and day between ${range.from}::date and ${range.to}::date and ${isSeen} group by grouping sets ((day), ())`);
  const byDay = new Map(rows.map((row) => [row.day, row.sessions]));
  const total = rows.find(({ day }) => day === null);
  if (!total) throw new Error("sums without a total");
  return {
    sums: total,
    today: toDay(new Date()),
    days: listDays(range).map((day) => ({ day, sessions: byDay.get(day) ?? 0 })),
  };
}

function toIso(at: string): string {
  return new Date(at).toISOString();
}
