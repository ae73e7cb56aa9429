import "server-only";
import { sql } from "drizzle-orm";
import { apiKeys, members } from "@/lib/core/db/directory-tables";
import { keyOwners } from "@/lib/core/db/own-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { unicode } from "@/lib/core/organization/collation";
import { toReachedPlaces } from "@/lib/core/organization/key-reach";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { defineRule, toDayOf, today, toHit, toInstantOf, toKnownOn } from "./rule";

const key = sql`k`;
const isActive = sql`k.gone_at is null and ${toCurrentStatus(key)} = 'active'`;
const withUse = sql`${apiKeys} k left join ${apiKeyUsage} u on u.api_key_id = k.id`;
const createdOn = toDayOf(sql`k.created_at`);
const recentDays = 7;
const monthDays = 30;

/** A key without a workspace reaches several. */
const common = {
  subjectId: sql`k.id`,
  label: sql`k.name`,
  workspaceId: sql`k.workspace_id`,
  reach: sql`case when k.scope = 'workspace' then 2 else 4 end`,
  cents: sql`u.cents_30d`,
};

export const keyUnused = defineRule("key_unused", {
  nouns: ["api_key"],
  reports: ({ days }) => [["usage", days]],
  find: ({ days }) => {
    const last = sql`coalesce(u.last_used_on, ${createdOn})`;
    return sql`select ${toHit({
      ...common,
      idleDays: sql`${today} - ${last}`,
      since: toInstantOf(sql`${last} + ${days}::int`),
      evidence: {
        lastUsedOn: sql`u.last_used_on`,
        createdOn,
        knownOn: toKnownOn(["usage"], createdOn),
        days: sql`${today} - ${last}`,
      },
    })} from ${withUse} where ${isActive} and ${last} <= ${today} - ${days}::int`;
  },
});

/** Only people can leave: the API lists no service accounts that left, and some keys have no creator. */
export const keyMakerGone = defineRule("key_maker_gone", {
  nouns: ["api_key", "member"],
  reports: () => [["usage", monthDays]],
  find: () => sql`select ${toHit({
    ...common,
    reach: sql`case when k.scope = 'workspace' then 3 else 5 end`,
    since: sql`coalesce(m.gone_at, k.created_at, k.first_seen_at)`,
    evidence: {
      maker: sql`coalesce(nullif(m.name, ''), m.email, k.created_by_id)`,
      goneOn: toDayOf(sql`m.gone_at`),
      owners: sql`coalesce((select jsonb_agg(coalesce(nullif(o.name, ''), o.email)) from ${keyOwners} w
        join ${members} o on o.id = w.owner_id and o.gone_at is null where w.key_id = k.id), '[]'::jsonb)`,
      tokens: sql`u.tokens_30d`,
      lastUsedOn: sql`u.last_used_on`,
    },
  })} from ${withUse} left join ${members} m on m.id = k.created_by_id
    where ${isActive} and k.created_by_type = 'user' and (m.id is null or m.gone_at is not null)
      and (u.tokens_30d > 0 or u.cents_30d > 0)`,
});

export const keyNeverExpires = defineRule("key_never_expires", {
  nouns: ["api_key"],
  find: ({ days }) =>
    sql`select ${toHit({
      ...common,
      since: sql`k.created_at + make_interval(days => ${days}::int)`,
      evidence: { createdOn, days: sql`${today} - ${createdOn}`, lastUsedOn: sql`u.last_used_on` },
    })} from ${withUse} where ${isActive} and k.expires_at is null and ${createdOn} <= ${today} - ${days}::int`,
});

export const keyExpiring = defineRule("key_expiring", {
  nouns: ["api_key"],
  reports: () => [["usage", recentDays]],
  find: ({ days }) => sql`select ${toHit({
    ...common,
    since: sql`k.expires_at - make_interval(days => ${days}::int)`,
    evidence: {
      expiresOn: toDayOf(sql`k.expires_at`),
      days: sql`${toDayOf(sql`k.expires_at`)} - ${today}`,
      lastUsedOn: sql`u.last_used_on`,
    },
  })} from ${withUse} where ${isActive} and k.expires_at <= now() + make_interval(days => ${days}::int)
    and u.last_used_on >= ${today} - ${recentDays}::int`,
});

/** Within a workspace only, so that a lead learns nothing of the keys of others. */
export const keySameName = defineRule("key_same_name", {
  nouns: ["api_key"],
  find: () => {
    const place = sql`partition by coalesce(workspace_id, scope), lower(btrim(name) ${unicode})`;
    return sql`select ${toHit({
      ...common,
      reach: 1,
      since: sql`coalesce(k.newest_at, k.first_seen_at)`,
      evidence: { others: sql`k.same - 1`, createdOn },
    })} from (select *, count(*) over (${place}) as same, max(created_at) over (${place}) as newest_at from ${apiKeys} live
        where gone_at is null and ${toCurrentStatus(sql`live`)} in ('active', 'inactive')) k
      left join ${apiKeyUsage} u on u.api_key_id = k.id where k.same > 1`;
  },
});

export const keyOrganizationWide = defineRule("key_organization_wide", {
  nouns: ["api_key"],
  reports: () => [["usage", monthDays]],
  find: () =>
    sql`select ${toHit({
      ...common,
      reach: 4,
      since: sql`coalesce(k.created_at, k.first_seen_at)`,
      evidence: { createdOn, lastUsedOn: sql`u.last_used_on`, tokens: sql`u.tokens_30d` },
    })} from ${withUse} where ${isActive} and k.scope = 'organization' and u.last_used_on > ${today} - ${monthDays}::int
      and (select count(*) from ${toReachedPlaces(key)} reached) > 1`,
});
