import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys, members, serviceAccounts, workspaces } from "@/lib/core/db/directory-tables";
import { findings } from "@/lib/core/db/finding-tables";
import { toIso } from "@/lib/core/db/instants";
import { apiKeyUsage, reportDays } from "@/lib/core/db/report-tables";
import { reviewRows, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { takenAway } from "./again-sql";
import { activeDays, idleDays } from "./vocabulary";

/** Active keys `k` beside `home`, the workspace that they are reviewed with. Those of the organization have Default. */
export const activeKeys = sql`(select k.*, coalesce(k.workspace_id, home.id) as place_id from ${apiKeys} k
  left join ${workspaces} home on home.is_default and home.gone_at is null
  where k.gone_at is null and ${toCurrentStatus(sql`k`)} = 'active' and ${isShownByItself(sql`k.id`)})`;

const facts = sql`jsonb_build_object('name', k.name, 'hint', k.partial_key_hint, 'scope', k.scope,
  'createdAt', ${toIso(sql`k.created_at`)}, 'expiresAt', ${toIso(sql`k.expires_at`)},
  'isMakerGone', coalesce(k.created_by_type = 'user' and (maker.id is null or maker.gone_at is not null), false),
  'findings', coalesce(found.rules, '[]'::jsonb))`;

/**
 * Nothing suggests to keep what a finding is open about. A key can be idle only if the reports cover the days that the
 * suggestion speaks of, and it was there.
 */
const suggestion = sql`case
  when use.last_used_on >= review.today - ${activeDays}::int then case when found.rules is null and again.user_id is null then 'active' end
  when known.is_known and coalesce(use.last_used_on < review.today - ${idleDays}::int, true)
    and (k.created_at at time zone 'UTC')::date < review.today - ${idleDays}::int then 'inactive' end`;

/** Freezes all active keys of a review in one statement. */
export function toFreezeKeys(reviewId: string, today: string): SQL {
  return sql`insert into ${reviewRows} (review_id, workspace_id, user_id, email, name, organization_role, role,
      is_inherited, since, keys, keys_used_on, key_cents, elsewhere, previous_role, change, suggestion, facts)
    with review as (select ${reviewId}::uuid as id, ${today}::date as today),
    known as (select coalesce(min(d.day) <= review.today - ${idleDays}::int and max(d.day) >= review.today - 2, false)
        as is_known
      from review left join ${reportDays} d on d.report = 'usage' and not d.is_refused group by review.today)
    select review.id, rw.workspace_id, k.id, coalesce(lower(maker.email), ''),
      coalesce(maker.name, account.name, k.created_by_id, ''), '', 'active', false, k.created_at, 0, use.last_used_on,
      use.cents_30d, 0, earlier.role,
      case when again.user_id is not null then 'again' when rw.previous_id is null then null
        when earlier.role is null then 'added' else 'same' end,
      ${suggestion}, ${facts}
    from review cross join known join ${reviewWorkspaces} rw on rw.review_id = review.id
    join ${activeKeys} k on k.place_id = rw.workspace_id
    left join ${members} maker on maker.id = k.created_by_id
    left join ${serviceAccounts} account on account.id = k.created_by_id
    left join ${apiKeyUsage} use on use.api_key_id = k.id
    left join (select subject_id, jsonb_agg(rule order by rule) as rules from ${findings}
      where resolved_at is null and (dismissed_until is null or dismissed_until <= now()) group by 1) found
      on found.subject_id = k.id
    left join ${reviewRows} earlier on earlier.review_id = rw.previous_id and earlier.workspace_id = rw.workspace_id
      and earlier.user_id = k.id
    left join ${takenAway} again on again.workspace_id = rw.workspace_id and again.user_id = k.id`;
}
