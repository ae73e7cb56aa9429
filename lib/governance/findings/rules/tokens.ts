import "server-only";
import { sql } from "drizzle-orm";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { defineRule, toDayOf, today, toHit } from "./rule";

const usedAt = sql`greatest(access_tokens.created_at, access_tokens.last_used_at)`;

export const tokenUnused = defineRule("token_unused", {
  find: ({ days }) =>
    sql`select ${toHit({
      subjectId: sql`access_tokens.id::text`,
      label: sql`access_tokens.name`,
      workspaceId: null,
      reach: sql`case when access_tokens.scopes::text like '%:write%' then 5 else 2 end`,
      since: sql`${usedAt} + make_interval(days => ${days}::int)`,
      evidence: {
        lastUsedOn: toDayOf(sql`access_tokens.last_used_at`),
        days: sql`${today} - ${toDayOf(usedAt)}`,
      },
    })} from ${accessTokens} where access_tokens.revoked_at is null and access_tokens.expires_at > now()
      and not access_tokens.is_waiting and ${usedAt} <= now() - make_interval(days => ${days}::int)`,
});
