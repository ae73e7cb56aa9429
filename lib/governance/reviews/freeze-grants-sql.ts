import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { grantLoss, isInForce } from "@/lib/core/auth/grant-sql";
import { grants } from "@/lib/core/db/access-tables";
import { members } from "@/lib/core/db/directory-tables";
import { findings } from "@/lib/core/db/finding-tables";
import { toIso } from "@/lib/core/db/instants";
import { reviewRows, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { env } from "@/lib/core/env/env";
import { listRulesOf } from "@/lib/core/marks/vocabulary";
import { takenAway } from "./again-sql";
import { activeDays, grantsPlace, idleDays } from "./vocabulary";

/** The open findings about a subject, by rule. */
const toFindings = (subjectId: SQL, rules: readonly string[]) => sql`coalesce((
  select jsonb_agg(f.rule order by f.rule) from ${findings} f
  where f.subject_id = ${subjectId} and f.rule in ${[...rules]} and f.resolved_at is null
    and (f.dismissed_until is null or f.dismissed_until <= now())), '[]'::jsonb)`;

const ofGrant = toFindings(sql`lower(grants.email)`, listRulesOf("grant"));

const facts = sql`jsonb_build_object('source', 'grant', 'note', grants.note,
  'expiresOn', to_char(grants.expires_at at time zone 'UTC', 'YYYY-MM-DD'),
  'isExpired', coalesce(grants.expires_at <= now(), false), 'suspendedFor', ${grantLoss},
  'suspendedAt', ${toIso(sql`grants.suspended_at`)}, 'renewedAt', ${toIso(sql`grants.renewed_at`)},
  'lastUsedAt', ${toIso(sql`grants.last_used_at`)},
  'findings', ${ofGrant})`;

const usedAt = sql`greatest(grants.noted_since, grants.created_at, grants.renewed_at, grants.last_used_at)`;

/**
 * Nothing is suggested for expired or suspended grants, or for those given before uses were noted, and nothing suggests to
 * keep what a finding is open about.
 */
const suggestion = sql`case
  when not ${isInForce()} then null
  when grants.last_used_at >= now() - make_interval(days => ${activeDays})
    then case when ${ofGrant} = '[]'::jsonb then 'active' end
  when ${usedAt} < now() - make_interval(days => ${idleDays}) then 'inactive' end`;

const variable = "BOOTSTRAP_ADMINS";

/** Every grant, in force or not, and whom the environment makes an admin. */
export function toGrantPopulation(): SQL {
  return sql`(
    select lower(grants.email) as id, lower(grants.email) as email, grants.persona, false as is_environment,
      grants.created_at as since, grants.created_by as added_by, ${suggestion} as suggestion, ${facts} as facts
    from ${grants}
    union all
    select distinct ${variable} || ' ' || named.email, named.email, 'admin', true, null::timestamptz, ${variable},
      null, jsonb_build_object('source', 'environment', 'note', '', 'expiresOn', null, 'isExpired', false,
        'suspendedFor', null, 'suspendedAt', null, 'renewedAt', null, 'lastUsedAt', null,
        'findings', ${toFindings(sql`'organization'`, ["break_glass_open"])})
    from jsonb_array_elements_text(${JSON.stringify(env.BOOTSTRAP_ADMINS)}::jsonb) named(email))`;
}

/** Freezes all grants of a review in one statement. */
export function toFreezeGrants(reviewId: string): SQL {
  return sql`insert into ${reviewRows} (review_id, workspace_id, user_id, email, name, organization_role, role,
      is_inherited, since, added_by, keys, elsewhere, previous_role, change, suggestion, facts)
    select rw.review_id, rw.workspace_id, given.id, given.email, coalesce(m.name, ''), coalesce(m.role, ''),
      given.persona, given.is_environment, given.since, given.added_by, 0, 0, earlier.role,
      case when again.user_id is not null then 'again' when rw.previous_id is null then null
        when earlier.role is null then 'added'
        when earlier.role <> given.persona then 'role' else 'same' end,
      case when again.user_id is null or given.suggestion <> 'active' then given.suggestion end, given.facts || jsonb_build_object('memberId', m.id)
    from ${reviewWorkspaces} rw cross join ${toGrantPopulation()} given
    left join lateral (
      select m.id, m.name, m.role from ${members} m
      where lower(m.email) = given.email and octet_length(m.email) = char_length(m.email) and m.gone_at is null
      order by m.added_at, m.id limit 1) m on true
    left join ${reviewRows} earlier on earlier.review_id = rw.previous_id and earlier.workspace_id = rw.workspace_id
      and earlier.user_id = given.id and earlier.since is not distinct from given.since
    left join ${takenAway} again on again.workspace_id = rw.workspace_id and again.user_id = given.id
    where rw.review_id = ${reviewId}::uuid and rw.workspace_id = ${grantsPlace}`;
}
