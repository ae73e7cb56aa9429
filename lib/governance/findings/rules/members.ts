import "server-only";
import { sql } from "drizzle-orm";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import { sessions, signInAttempts } from "@/lib/core/db/access-tables";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeActorRollups } from "@/lib/core/db/claude-code-tables";
import { apiKeys, members, organization, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, personUsage } from "@/lib/core/db/report-tables";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { takenAway } from "@/lib/governance/reviews/again-sql";
import { defineRule, toDayOf, today, toHit, toInstantOf, toKnownOn } from "./rule";

const name = sql`coalesce(nullif(m.name, ''), m.email)`;
const addedOn = toDayOf(sql`coalesce(m.added_at, m.first_seen_at)`);
const isDirect = sql`m.gone_at is null and m.role not in ${[...inheritingRoles]}`;
const common = { subjectId: sql`m.id`, label: name, workspaceId: null };
const monthDays = 30;

const admins = sql`(select count(*) as count, min(${name}) as name, max(coalesce(m.added_at, m.first_seen_at)) as since
  from ${members} m where m.gone_at is null and m.role in ${[...adminRoles]})`;
const ofOrganization = {
  subjectId: sql`'organization'`,
  label: sql`coalesce((select name from ${organization} limit 1), '')`,
  workspaceId: null,
  since: sql`a.since`,
};

export const adminsMany = defineRule("admins_many", {
  nouns: ["member"],
  find: ({ people }) =>
    sql`select ${toHit({
      ...ofOrganization,
      reach: 4,
      evidence: { count: sql`a.count`, most: sql`${people}::int` },
    })} from ${admins} a where a.count > ${people}::int`,
});

export const adminAlone = defineRule("admin_alone", {
  nouns: ["member"],
  find: () => sql`select ${toHit({ ...ofOrganization, reach: 5, evidence: { person: sql`a.name` } })}
    from ${admins} a where a.count = 1`,
});

/** Claude Code users need no workspace. */
export const memberUnplaced = defineRule("member_unplaced", {
  nouns: ["member", "workspace", "workspace_member"],
  find: ({ days }) => {
    const placed = sql`(select wm.user_id, count(*) filter (where wm.gone_at is null and w.gone_at is null and w.archived_at is null) as count,
        max(least(wm.gone_at, w.gone_at, w.archived_at)) as until
      from ${workspaceMembers} wm join ${workspaces} w on w.id = wm.workspace_id group by 1)`;
    const since = sql`greatest(coalesce(m.added_at, m.first_seen_at), p.until, m.direct_since)`;
    return sql`select ${toHit({
      ...common,
      reach: 1,
      idleDays: sql`${today} - ${toDayOf(since)}`,
      since,
      evidence: { since: toDayOf(since), role: sql`m.role`, days: sql`${today} - ${toDayOf(since)}` },
    })} from ${members} m left join ${placed} p on p.user_id = m.id
      where ${isDirect} and m.role <> 'claude_code_user' and coalesce(p.count, 0) = 0
        and ${since} <= now() - make_interval(days => ${days}::int)`;
  },
});

/** What a person's keys did last: those they created and those that act as them. */
const usedKeys = sql`(select id, max(last_used_on) as last_used_on from (
    select k.created_by_id as id, u.last_used_on from ${apiKeys} k join ${apiKeyUsage} u on u.api_key_id = k.id where k.gone_at is null
    union all select k.principal_id, u.last_used_on from ${apiKeys} k join ${apiKeyUsage} u on u.api_key_id = k.id
    where k.gone_at is null and k.principal_kind = 'user') of_keys group by 1)`;
/** Who signs in here is at work, even if the API reports nothing about them. */
const signedIn = sql`(select lower(email) as email, ${toDayOf(sql`max(at)`)} as last_on from (
    select email, seen_at as at from ${sessions} union all select email, at from ${signInAttempts} where outcome = 'succeeded') here
  where email is not null group by 1)`;
const lastActive = sql`greatest(a.last_active_on, used.last_used_on, here.last_on)`;
const withActivity = sql`${members} m left join ${personUsage} a on a.email = lower(m.email)
  left join ${usedKeys} used on used.id = m.id left join ${signedIn} here on here.email = lower(m.email)`;

export const memberIdle = defineRule("member_idle", {
  nouns: ["member", "api_key"],
  reports: ({ days }) => [
    ["usage", days],
    ["claude-code", days],
  ],
  find: ({ days }) => {
    const last = sql`coalesce(${lastActive}, ${addedOn})`;
    return sql`select ${toHit({
      ...common,
      reach: sql`case when m.role in ${[...adminRoles]} then 5 when m.role = 'developer' then 2 else 1 end`,
      idleDays: sql`${today} - ${last}`,
      since: toInstantOf(sql`${last} + ${days}::int`),
      evidence: {
        lastActiveOn: lastActive,
        addedOn,
        knownOn: toKnownOn(["usage", "claude-code"], addedOn),
        role: sql`m.role`,
        days: sql`${today} - ${last}`,
      },
    })} from ${withActivity} where m.gone_at is null and ${last} <= ${today} - ${days}::int`;
  },
});

/** A developer has what only developers need: a key, Claude Code, or a workspace to lead. */
export const developerCouldBeUser = defineRule("developer_could_be_user", {
  nouns: ["member", "api_key", "workspace_member"],
  reports: ({ days }) => [
    ["usage", days],
    ["claude-code", days],
  ],
  find: ({ days }) => sql`select ${toHit({
    ...common,
    reach: 2,
    since: sql`coalesce(m.added_at, m.first_seen_at) + make_interval(days => ${days}::int)`,
    evidence: { addedOn, lastActiveOn: lastActive, days: sql`${days}::int` },
  })} from ${withActivity} where m.gone_at is null and m.role = 'developer' and ${addedOn} <= ${today} - ${days}::int
    and (${lastActive} is null or ${lastActive} <= ${today} - ${days}::int)
    and not exists (select 1 from ${apiKeys} k where k.gone_at is null and ${toCurrentStatus(sql`k`)} in ('active', 'inactive')
      and k.created_by_id = m.id)
    and not exists (select 1 from ${apiKeys} k where k.gone_at is null and ${toCurrentStatus(sql`k`)} in ('active', 'inactive')
      and k.principal_kind = 'user' and k.principal_id = m.id)
    and not exists (select 1 from ${workspaceMembers} wm where wm.user_id = m.id and wm.gone_at is null and wm.role = 'workspace_admin')`,
});

/** Lists may name people whose role gives them access; only another role than that one is a second way. */
export const accessTwoWays = defineRule("access_two_ways", {
  nouns: ["member", "workspace", "workspace_member"],
  find: () => {
    const inherited = sql`(${JSON.stringify(inheritedRoles)}::jsonb ->> m.role)`;
    return sql`select ${toHit({
      subjectId: sql`w.id || '/' || m.id`,
      label: name,
      workspaceId: sql`w.id`,
      reach: 2,
      since: sql`wm.first_seen_at`,
      evidence: { memberId: sql`m.id`, role: sql`m.role`, inherited, own: sql`wm.role` },
    })} from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id join ${workspaces} w on w.id = wm.workspace_id
      where wm.gone_at is null and m.gone_at is null and w.gone_at is null and w.archived_at is null and wm.role <> ${inherited}`;
  },
});

/** Until it ends again, or a later review keeps it. */
export const accessAgain = defineRule("access_again", {
  nouns: ["member", "workspace", "workspace_member"],
  find: () => sql`select ${toHit({
    subjectId: sql`w.id || '/' || m.id`,
    label: name,
    workspaceId: sql`w.id`,
    reach: 2,
    since: sql`wm.first_seen_at`,
    evidence: { memberId: sql`m.id`, own: sql`wm.role`, endedOn: toDayOf(sql`ended.ended_at`) },
  })} from ${takenAway} ended join ${workspaceMembers} wm on wm.workspace_id = ended.workspace_id and wm.user_id = ended.user_id
    join ${members} m on m.id = wm.user_id join ${workspaces} w on w.id = wm.workspace_id
    where wm.gone_at is null and m.gone_at is null and w.gone_at is null and w.archived_at is null`,
});

const reportedCosts = sql`select m.id, sum(r.cents) as cents, max(r.day) as last_on
  from ${actorCostRows} r join ${members} m on m.id = r.actor_id
  where r.actor_kind = 'user' and r.currency = 'USD' and r.day > ${today} - ${monthDays}::int and r.day <= ${today} + 1
    and r.day > ${toDayOf(sql`m.gone_at`)} group by 1`;

/** By address, so someone who came back under another ID isn't counted. */
const estimatedCosts = sql`select m.id, sum(r.estimated_cents) as cents, max(r.starts_on) as last_on
  from ${claudeCodeActorRollups} r join ${members} m on lower(m.email) = lower(r.actor)
  where r.grain = 'day' and r.starts_on > ${today} - ${monthDays}::int and r.starts_on <= ${today} + 1 and r.starts_on > ${toDayOf(sql`m.gone_at`)}
    and not exists (select 1 from ${members} back where lower(back.email) = lower(m.email) and back.gone_at is null) group by 1`;

export const spendOfGone = defineRule("spend_of_gone", {
  nouns: ["member"],
  reports: (_, { isCostReported }) => [[isCostReported ? "actor-cost" : "claude-code", monthDays]],
  find: (_, { isCostReported }) => sql`select ${toHit({
    ...common,
    reach: 3,
    since: sql`m.gone_at`,
    cents: sql`c.cents`,
    evidence: { goneOn: toDayOf(sql`m.gone_at`), lastUsedOn: sql`c.last_on` },
  })} from (${isCostReported ? reportedCosts : estimatedCosts}) c join ${members} m on m.id = c.id
    where m.gone_at is not null and c.cents > 0`,
});
