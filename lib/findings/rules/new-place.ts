import "server-only";
import { sql } from "drizzle-orm";
import { apiKeys, workspaces } from "@/lib/db/directory-tables";
import { apiKeyUsage, usageKeyRollups, usageRows } from "@/lib/db/report-tables";
import { home } from "@/lib/directory/default-workspace";
import { toCurrentStatus } from "@/lib/directory/key-status";
import { defineRule, today, toHit, toInstantOf } from "./rule";

const recentDays = 7;
const weeksBefore = 8;
const beforeDays = weeksBefore * recentDays;

const start = sql`(${today} - ${recentDays}::int)`;
const opening = sql`(${today} - ${recentDays + beforeDays}::int)`;
const before = sql`e.day > ${opening} and e.day <= ${start}`;

/**
 * Where each key was used this week: a model or a workspace that it didn't use in the eight weeks before. One earlier row
 * is enough, so each pair is looked up by the key's index instead of reading eight weeks of rows.
 */
const seen = sql`seen as (
    select distinct r.api_key_id, r.model, coalesce(r.workspace_id, home.id) as workspace_id
    from ${usageRows} r cross join ${home} where r.day > ${start} and r.api_key_id is not null),
  models as (
    select s.api_key_id, jsonb_agg(distinct s.model order by s.model) as names from seen s
    left join lateral (select 1 as found from ${usageRows} e
      where e.api_key_id = s.api_key_id and e.model = s.model and ${before} limit 1) known on true
    where s.model is not null and known.found is null group by 1),
  places as (
    select s.api_key_id, jsonb_agg(distinct coalesce(w.name, s.workspace_id) order by coalesce(w.name, s.workspace_id)) as names
    from seen s join ${apiKeys} k on k.id = s.api_key_id and k.workspace_id is null
    left join ${workspaces} w on w.id = s.workspace_id cross join ${home}
    left join lateral (select 1 as found from ${usageRows} e where e.api_key_id = s.api_key_id
      and coalesce(e.workspace_id, home.id) = s.workspace_id and ${before} limit 1) known on true
    where s.workspace_id is not null and known.found is null group by 1),
  sums as (
    select api_key_id, coalesce(sum(tokens) filter (where day > ${start}), 0) as now,
      coalesce(sum(tokens) filter (where day <= ${start}), 0) as before
    from ${usageKeyRollups} where day > ${opening} group by 1)`;

/** A key that wasn't used before has no usual place. Only a key of several workspaces can use another one. */
export const keyNewPlace = defineRule("key_new_place", {
  nouns: ["api_key", "workspace"],
  reports: () => [["usage", recentDays + beforeDays]],
  find: ({ factor, millionTokens }) => {
    const isRise = sql`(s.now >= ${millionTokens}::bigint * 1000000 and s.now * ${weeksBefore}::int >= s.before * ${factor}::int)`;
    return sql`with ${seen} select ${toHit({
      subjectId: sql`k.id`,
      label: sql`k.name`,
      workspaceId: sql`k.workspace_id`,
      reach: sql`case when k.scope = 'workspace' then 3 else 5 end`,
      since: toInstantOf(start),
      cents: sql`u.cents_30d`,
      evidence: {
        models: sql`coalesce(m.names, '[]'::jsonb)`,
        places: sql`coalesce(p.names, '[]'::jsonb)`,
        tokens: sql`s.now`,
        usualTokens: sql`round(s.before / ${weeksBefore}::numeric)`,
        isRise,
      },
    })} from ${apiKeys} k join sums s on s.api_key_id = k.id left join models m on m.api_key_id = k.id
      left join places p on p.api_key_id = k.id left join ${apiKeyUsage} u on u.api_key_id = k.id
      where k.gone_at is null and ${toCurrentStatus(sql`k`)} = 'active' and s.before > 0
        and (m.names is not null or p.names is not null or ${isRise})`;
  },
});
