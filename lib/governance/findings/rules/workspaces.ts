import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import {
  apiKeys,
  changes,
  limitReadings,
  members,
  workspaceMembers,
  workspaces,
} from "@/lib/core/db/directory-tables";
import { costRollups, usageRollups } from "@/lib/core/db/report-tables";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { toWindow } from "@/lib/core/format/calendar";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import { home, workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { defineRule, toDayOf, today, toHit, toInstantOf } from "./rule";

const isLive = sql`w.gone_at is null and w.archived_at is null`;
const createdAt = sql`coalesce(w.created_at, w.first_seen_at)`;
const common = { subjectId: sql`w.id`, label: sql`w.name`, workspaceId: sql`w.id` };
const monthDays = 30;

/** Cost of the last 30 days in US dollars by workspace, Default included. */
function toCosts(): SQL {
  const { from, to } = toWindow();
  return sql`(select ${workspaceOfRow} as id, sum(r.cents) as cents from ${costRollups} r cross join ${home}
    where r.axes = 'workspace' and r.grain = 'day' and r.currency = 'USD'
      and r.starts_on between ${from}::date and ${to}::date group by 1)`;
}

/** When the last lead of each workspace is known to have left, or to have got another role on that day. */
const lastLead = sql`(select id, max(ended_at) as ended_at from (
    select wm.workspace_id as id, least(wm.gone_at, m.gone_at) as ended_at
      from ${workspaceMembers} wm left join ${members} m on m.id = wm.user_id where wm.role = 'workspace_admin'
    union all
    select state ->> 'workspace_id', ${toInstantOf(sql`until_day`)} from ${directoryVersions}
      where noun = 'workspace_member' and until_day is not null and state ->> 'role' = 'workspace_admin') ended
  group by id)`;

/** Admins of the organization lead every workspace, so only someone of its own counts, such as a raised billing member. */
export const workspaceNoLead = defineRule("workspace_no_lead", {
  nouns: ["member", "workspace", "workspace_member"],
  find: ({ days }) => sql`select ${toHit({
    ...common,
    reach: 2,
    since: sql`greatest(${createdAt}, lead.ended_at)`,
    cents: sql`c.cents`,
    evidence: {
      people: sql`(select count(*) from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id
        where wm.workspace_id = w.id and wm.gone_at is null and m.gone_at is null and m.role not in ${[...inheritingRoles]})`,
      keys: countKeys(),
    },
  })} from ${workspaces} w left join ${toCosts()} c on c.id = w.id left join ${lastLead} lead on lead.id = w.id
    where ${isLive} and not w.is_default and ${createdAt} <= now() - make_interval(days => ${days}::int)
      and not exists (select 1 from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id
        where wm.workspace_id = w.id and wm.gone_at is null and wm.role = 'workspace_admin'
          and m.gone_at is null and m.role not in ${adminRoles})`,
});

function countKeys(): SQL {
  return sql`(select count(*) from ${apiKeys} k where k.workspace_id = w.id and k.gone_at is null
    and ${toCurrentStatus(sql`k`)} in ('active', 'inactive'))`;
}

const tokens = sql`uncached_input_tokens + cache_read_input_tokens + cache_creation_5m_input_tokens
  + cache_creation_1h_input_tokens + output_tokens`;

/** Use without a key counts too, such as the playground's. */
export const workspaceIdle = defineRule("workspace_idle", {
  nouns: ["workspace", "api_key"],
  reports: ({ days }) => [["usage", days]],
  find: ({ days }) => {
    const used = sql`(select workspace_id, max(starts_on) as last_on from ${usageRollups}
      where axes = 'workspace' and grain = 'day' and ${tokens} > 0 group by 1)`;
    const last = sql`coalesce(u.last_on, ${toDayOf(createdAt)})`;
    return sql`select ${toHit({
      ...common,
      reach: 1,
      idleDays: sql`${today} - ${last}`,
      since: toInstantOf(sql`${last} + ${days}::int`),
      evidence: { lastUsedOn: sql`u.last_on`, keys: countKeys(), days: sql`${today} - ${last}` },
    })} from ${workspaces} w left join ${used} u on u.workspace_id = w.id
      where ${isLive} and not w.is_default and ${last} <= ${today} - ${days}::int`;
  },
});

export const workspaceUntagged = defineRule("workspace_untagged", {
  nouns: ["workspace"],
  reports: () => [["cost", monthDays]],
  find: ({ dollars }) => sql`select ${toHit({
    ...common,
    reach: 1,
    since: createdAt,
    cents: sql`c.cents`,
    evidence: { isDefault: sql`w.is_default` },
  })} from ${workspaces} w join ${toCosts()} c on c.id = w.id
    where ${isLive} and w.tags = '{}'::jsonb and c.cents >= ${dollars}::numeric * 100`,
});

/** Readings are stored as the API sent them, so a value that isn't a list counts as an empty one. */
const toList = (value: SQL) =>
  sql`jsonb_array_elements(case when jsonb_typeof(${value}) = 'array' then ${value} else '[]'::jsonb end)`;
const toNumber = (value: SQL) =>
  sql`case when jsonb_typeof(${value}) = 'number' then (${value} #>> '{}')::numeric end`;
const toCents = (value: SQL) => sql`case when ${value} ~ '^[0-9]+(\\.[0-9]+)?$' then (${value})::numeric end`;

const rates = sql`select w.id, l.value ->> 'type' as type, ${toNumber(sql`l.value -> 'own'`)} as own,
    ${toNumber(sql`l.value -> 'organization'`)} as whole, r.seen_at
  from ${workspaces} w join ${limitReadings} r on r.subject = 'rate:' || w.id and r.refusal is null
  cross join lateral ${toList(sql`r.entries`)} g (value) cross join lateral ${toList(sql`g.value -> 'limits'`)} l (value)`;
const spends = sql`select own.value ->> 'workspaceId' as id, 'spend' as type, ${toCents(sql`own.value ->> 'cents'`)} as own,
    ${toCents(sql`whole.value ->> 'cents'`)} as whole, r.seen_at
  from ${limitReadings} r cross join lateral ${toList(sql`r.entries`)} own (value) cross join lateral ${toList(sql`r.entries`)} whole (value)
  where r.subject = 'spend' and r.refusal is null and own.value ->> 'scope' = 'workspace' and whole.value ->> 'scope' = 'organization'
    and own.value -> 'isEnabled' = 'true' and whole.value -> 'isEnabled' = 'true'
    and own.value ->> 'period' = whole.value ->> 'period' and own.value ->> 'currency' = whole.value ->> 'currency'`;

/** The API accepts them but enforces the organization's. */
export const limitAboveOrganization = defineRule("limit_above_organization", {
  nouns: ["workspace"],
  find: () => sql`select ${toHit({
    ...common,
    reach: 2,
    since: sql`l.seen_at`,
    evidence: { limits: sql`l.types` },
  })} from (select id, max(seen_at) as seen_at, jsonb_agg(distinct type order by type) as types
      from (${rates} union all ${spends}) every where own > whole group by id) l
    join ${workspaces} w on w.id = l.id where ${isLive}`,
});

/** Changes that were made elsewhere; those made here are in the log. */
function defineChange(rule: "retention_changed" | "customer_key_changed", field: string) {
  return defineRule(rule satisfies FindingRule, {
    nouns: ["workspace"],
    find: ({ days }) => sql`select ${toHit({
      ...common,
      reach: 5,
      since: sql`c.seen_at`,
      evidence: {
        changedOn: toDayOf(sql`c.seen_at`),
        before: sql`c.before ->> ${field}`,
        after: sql`c.after ->> ${field}`,
      },
    })} from (select distinct on (target_id) * from ${changes} where noun = 'workspace' and kind = 'changed'
        and seen_at > now() - make_interval(days => ${days}::int) and jsonb_exists(before, ${field}::text)
        and before -> ${field}::text is distinct from after -> ${field}::text order by target_id, seq desc) c
      join ${workspaces} w on w.id = c.target_id where w.gone_at is null`,
  });
}

export const retentionChanged = defineChange("retention_changed", "inferenceDataRetention");
export const customerKeyChanged = defineChange("customer_key_changed", "externalKeyId");
