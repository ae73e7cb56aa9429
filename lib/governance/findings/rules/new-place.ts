import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, usageKeyRollups, usageRows } from "@/lib/core/db/report-tables";
import { home } from "@/lib/core/organization/default-workspace";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { defineRule, today, toHit, toInstantOf } from "./rule";

const recentDays = 7;
const weeksBefore = 8;
const beforeDays = weeksBefore * recentDays;

const start = sql`(${today} - ${recentDays}::int)`;
const opening = sql`(${today} - ${recentDays + beforeDays}::int)`;
/** Without statistics, a range that is open at one end is taken for a third of the table, which is then read as a whole. */
const toTomorrow = sql`day <= ${today} + 1`;

/**
 * One earlier row is enough, so each pair is looked up by the key's index instead of reading eight weeks of rows. Keys and
 * days are compared as pairs and in that order, because only that index has it: whatever the statistics say, no other way
 * is as cheap.
 */
const toKnown = (same: SQL): SQL => sql`left join lateral (select 1 as found from ${usageRows} e
    where (e.api_key_id, e.day) > (s.api_key_id, ${opening}) and (e.api_key_id, e.day) <= (s.api_key_id, ${start}) and ${same}
    order by e.api_key_id, e.day limit 1) known on true`;

/** Keys of several workspaces: only they can use another one. Looked up in a hash, not row by row. */
const isFree = sql`coalesce(s.api_key_id in (select k.id from ${apiKeys} k where k.workspace_id is null), false)`;

/** Where each key was used this week: a model or a workspace that it didn't use in the eight weeks before. */
const parts = sql`seen as materialized (
    select distinct r.api_key_id, r.model, coalesce(r.workspace_id, home.id) as workspace_id
    from ${usageRows} r cross join ${home} where r.day > ${start} and r.${toTomorrow} and r.api_key_id is not null),
  models as (
    select s.api_key_id, jsonb_agg(s.model order by s.model) as names
    from (select distinct api_key_id, model from seen where model is not null) s ${toKnown(sql`e.model = s.model`)}
    where known.found is null group by 1),
  places as (
    select s.api_key_id, jsonb_agg(distinct coalesce(w.name, s.workspace_id) order by coalesce(w.name, s.workspace_id)) as names
    from (select distinct api_key_id, workspace_id from seen s where workspace_id is not null and ${isFree}) s cross join ${home}
    left join ${workspaces} w on w.id = s.workspace_id ${toKnown(sql`coalesce(e.workspace_id, home.id) = s.workspace_id`)}
    where known.found is null group by 1),
  sums as (
    select api_key_id, coalesce(sum(tokens) filter (where day > ${start}), 0) as now,
      coalesce(sum(tokens) filter (where day <= ${start}), 0) as before
    from ${usageKeyRollups} where day > ${opening} and ${toTomorrow} group by 1)`;

/** Put together by grouping, because a join could be done row by row. A key that wasn't used before has no usual place. */
const toCandidates = (isRise: SQL): SQL => sql`candidates as materialized (
    select api_key_id, sum(now) as now, sum(before) as before, (${isRise}) as is_rise,
      (array_agg(models) filter (where models is not null))[1] as models, (array_agg(places) filter (where places is not null))[1] as places
    from (select api_key_id, now, before, null::jsonb as models, null::jsonb as places from sums
      union all select api_key_id, null, null, names, null from models
      union all select api_key_id, null, null, null, names from places) of_key
    group by 1 having sum(before) > 0 and (count(models) > 0 or count(places) > 0 or ${isRise}))`;

export const keyNewPlace = defineRule("key_new_place", {
  nouns: ["api_key", "workspace"],
  reports: () => [["usage", recentDays + beforeDays]],
  find: ({ factor, millionTokens }) => {
    const isRise = sql`sum(now) >= ${millionTokens}::bigint * 1000000 and sum(now) * ${weeksBefore}::int >= sum(before) * ${factor}::int`;
    return sql`with ${parts}, ${toCandidates(isRise)} select ${toHit({
      subjectId: sql`k.id`,
      label: sql`k.name`,
      workspaceId: sql`k.workspace_id`,
      reach: sql`case when k.scope = 'workspace' then 3 else 5 end`,
      since: toInstantOf(start),
      cents: sql`u.cents_30d`,
      evidence: {
        models: sql`coalesce(c.models, '[]'::jsonb)`,
        places: sql`coalesce(c.places, '[]'::jsonb)`,
        tokens: sql`c.now`,
        usualTokens: sql`round(c.before / ${weeksBefore}::numeric)`,
        isRise: sql`c.is_rise`,
      },
    })} from candidates c join lateral (select * from ${apiKeys} k where k.id = c.api_key_id and k.gone_at is null
        and ${toCurrentStatus(sql`k`)} = 'active' offset 0) k on true
      left join ${apiKeyUsage} u on u.api_key_id = k.id`;
  },
});
