import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { apiKeys, changes, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { toExactIso } from "@/lib/core/db/instants";
import { syncState } from "@/lib/core/db/own-tables";
import { apiKeyUsage, personUsage, reportDays } from "@/lib/core/db/report-tables";
import { reviewRows, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { isMaskOn, isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { takenAway } from "./again-sql";
import { frozenFindings } from "./findings-sql";
import { activeDays, idleDays } from "./vocabulary";

const inheriting = Object.keys(inheritedRoles);
const toDay = (instant: SQL) => sql`(${instant} at time zone 'UTC')::date`;
export const inheritedRole = sql`case when u.role = 'billing' then 'workspace_billing' else 'workspace_admin' end`;

/** Everyone with access to a workspace of the review: by a membership, or by their organization role. */
const population = sql`
  scope as materialized (
    select rw.workspace_id, rw.previous_id, w.created_at, listed.finished_at as listed_at
    from ${reviewWorkspaces} rw join ${workspaces} w on w.id = rw.workspace_id
    left join ${syncState} listed on listed.job = 'mirror:workspace_member:' || rw.workspace_id
    where rw.review_id = (select id from review)),
  people as materialized (
    select id, email, name, role, role in ${inheriting} as is_everywhere,
      ${toDay(sql`coalesce(added_at, first_seen_at)`)} as known_on, ${toDay(sql`direct_since`)} as direct_on
    from ${members} where gone_at is null),
  places as materialized (
    select workspace_id, user_id, role, first_seen_at from ${workspaceMembers} where gone_at is null),
  population as materialized (
    select s.*, p.user_id, p.role, p.first_seen_at from scope s join places p on p.workspace_id = s.workspace_id
    union all
    select s.*, u.id, null, null from scope s cross join people u
    where u.is_everywhere and not exists (
      select 1 from places p where p.workspace_id = s.workspace_id and p.user_id = u.id))`;

/** Each is summed as a whole, because row by row would be slow. */
const evidence = sql`
  additions as (
    select distinct on (target_id) target_id, at, actor_email from ${auditLog}
    where action = 'workspace_member.add' and phase = 'outcome' and outcome = 'succeeded'
    order by target_id, seq desc),
  sights as (
    select distinct on (target_id) target_id, seen_at from ${changes}
    where noun = 'workspace_member' and kind = 'added' order by target_id, seq desc),
  made as materialized (
    select k.workspace_id, k.created_by_id, count(*)::int as keys, max(use.last_used_on) as used_on,
      sum(use.cents_30d) as cents, jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'usedOn', use.last_used_on,
        'cents', trim_scale(use.cents_30d)::text) order by k.name, k.id) as list
    from ${apiKeys} k left join ${apiKeyUsage} use on use.api_key_id = k.id
    where k.gone_at is null and k.workspace_id is not null and ${toCurrentStatus(sql`k`)} in ('active', 'inactive')
      and ${isShownByItself(sql`k.id`)}
    group by 1, 2),
  elsewhere as (
    select p.user_id, count(*)::int as places,
      jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'role', p.role) order by w.name, w.id) as list
    from places p join ${workspaces} w on w.id = p.workspace_id
    where w.gone_at is null and w.archived_at is null group by 1)`;

/** Keys of the whole organization are used elsewhere, too. */
const madeElsewhere = sql`(select max(use.last_used_on) as used_on
  from ${apiKeys} k join ${apiKeyUsage} use on use.api_key_id = k.id
  where k.created_by_id = u.id and k.workspace_id is distinct from p.workspace_id and ${isShownByItself(sql`k.id`)})`;

const membershipFacts = sql`jsonb_build_object(
  'inheritedRole', case when u.is_everywhere and p.role <> ${inheritedRole} then ${inheritedRole} end,
  'elsewhere', coalesce((select jsonb_agg(e) from jsonb_array_elements(elsewhere.list) e
    where e ->> 'id' <> p.workspace_id), '[]'::jsonb),
  'keys', coalesce(made.list, '[]'::jsonb), 'keysElsewhereOn', apart.used_on)`;

/** Activity is known if the reports cover the days that the suggestions speak of. */
const activity = sql`
  known as (
    select ${isMaskOn} as is_masked, review.today,
      coalesce(min(d.day) <= review.today - ${idleDays}::int and max(d.day) >= review.today - 2, false) as is_known
    from review left join ${reportDays} d on d.report = 'claude-code' and not d.is_refused group by review.today)`;

/** Activity counts from the day the person joined the workspace, because its leads may see nothing earlier. */
const activitySince = sql`greatest(case
    when p.listed_at is null or p.first_seen_at <= p.listed_at
      then greatest(u.known_on, ${toDay(sql`p.created_at`)})
    else ${toDay(sql`p.first_seen_at`)} + 1 end, u.direct_on + 1)`;

const openFindings = sql`(coalesce(everywhere.findings, '[]'::jsonb) || coalesce(here.findings, '[]'::jsonb))`;

/** The day from which on it is known that they were here. What the first listing found may be older, or of that day. */
const beganBy = sql`${toDay(sql`coalesce(added.at, sight.seen_at, p.first_seen_at)`)}`;

/**
 * Nothing suggests to keep what a finding is open about, or to remove who wasn't here for long, as far as is known, or who
 * works through keys of other workspaces.
 */
const suggestion = sql`case
    when u.is_everywhere or known.is_masked then null
    when person.last_active_on >= known.today - ${activeDays}::int and person.last_active_on >= ${activitySince}
      or made.used_on >= known.today - ${activeDays}::int then case when ${openFindings} = '[]'::jsonb and again.user_id is null then 'active' end
    when known.is_known and greatest(${activitySince}, ${beganBy}) <= known.today - ${idleDays}::int
      and coalesce(apart.used_on < known.today - ${idleDays}::int, true)
      and coalesce(greatest(person.last_active_on, made.used_on) < known.today - ${idleDays}::int, true) then 'inactive'
    end`;

const since = sql`case when added.at >= p.first_seen_at then added.at else sight.seen_at end`;

/** Freezes all memberships of a review in one statement, so that memory doesn't depend on their number. */
export function toFreeze(reviewId: string, today: string): SQL {
  return sql`insert into ${reviewRows} (review_id, workspace_id, user_id, email, name, organization_role, role,
      is_inherited, since, added_by, seen_since, activity_since, last_active_on, keys, keys_used_on, key_cents,
      elsewhere, previous_role, change, suggestion, findings, membership)
    with review as (select ${reviewId}::uuid as id, ${today}::date as today), ${population}, ${evidence},
      ${frozenFindings}, ${activity}
    select review.id, p.workspace_id, u.id, u.email, u.name, u.role, coalesce(p.role, ${inheritedRole}),
      u.is_everywhere, case when not u.is_everywhere then ${since} end,
      case when not u.is_everywhere and added.at >= p.first_seen_at then added.actor_email end, p.first_seen_at,
      case when not u.is_everywhere then ${activitySince} end,
      case when not known.is_masked then person.last_active_on end,
      coalesce(made.keys, 0), made.used_on, made.cents,
      coalesce(elsewhere.places, 0) - case when p.role is null then 0 else 1 end,
      earlier.role,
      case when again.user_id is not null then 'again' when p.previous_id is null then null
        when earlier.role is null then 'added'
        when earlier.role <> coalesce(p.role, ${inheritedRole}) then 'role' else 'same' end,
      ${suggestion}, ${openFindings}, ${membershipFacts}
    from population p cross join review cross join known join people u on u.id = p.user_id
    left join additions added on added.target_id = p.workspace_id || '/' || p.user_id
    left join sights sight on sight.target_id = p.workspace_id || '/' || p.user_id and sight.seen_at >= p.first_seen_at
    left join made on made.workspace_id = p.workspace_id and made.created_by_id = p.user_id
    left join ${personUsage} person on person.email = lower(u.email)
    cross join lateral ${madeElsewhere} apart
    left join elsewhere on elsewhere.user_id = p.user_id
    left join found everywhere on everywhere.user_id = p.user_id and everywhere.workspace_id is null
    left join found here on here.user_id = p.user_id and here.workspace_id = p.workspace_id
    left join ${reviewRows} earlier on earlier.review_id = p.previous_id and earlier.workspace_id = p.workspace_id
      and earlier.user_id = p.user_id
    left join ${takenAway} again on again.workspace_id = p.workspace_id and again.user_id = p.user_id`;
}

/** Reviews that started before this was recorded keep their hash. */
const added = (column: SQL) =>
  sql`|| case when ${column} is null then '[]'::jsonb else jsonb_build_array(${column}) end`;

/** What is frozen of row `r`, as text that doesn't depend on the session. Decisions aren't part of it. */
export const frozenText = sql`(jsonb_build_array(r.workspace_id, r.user_id, r.email, r.name, r.organization_role, r.role,
  r.is_inherited, ${toExactIso(sql`r.since`)}, r.added_by, ${toExactIso(sql`r.seen_since`)}, r.activity_since, r.last_active_on, r.keys,
  r.keys_used_on, trim_scale(r.key_cents)::text, r.elsewhere, r.previous_role, r.change, r.suggestion)
  ${added(sql`r.facts`)} ${added(sql`r.findings`)} ${added(sql`r.membership`)})::text`;

/** Hashes by workspace of what is stored now. */
export function toHashes(reviewId: string): SQL {
  return sql`(select rw.workspace_id, encode(sha256(convert_to(rw.name || E'\\n' || rw.invites::text || E'\\n' ||
      coalesce(rw.listing::text || E'\\n', '') || coalesce(rw.findings::text || E'\\n', '') ||
      coalesce(string_agg(${frozenText}, E'\\n' order by r.user_id collate "C"), ''), 'UTF8')), 'hex') as hash
    from ${reviewWorkspaces} rw left join ${reviewRows} r
      on r.review_id = rw.review_id and r.workspace_id = rw.workspace_id
    where rw.review_id = ${reviewId}::uuid group by rw.workspace_id, rw.name, rw.invites, rw.listing, rw.findings)`;
}
