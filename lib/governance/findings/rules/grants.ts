import "server-only";
import { sql } from "drizzle-orm";
import { grantLoss, isInForce } from "@/lib/core/auth/grant-sql";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { grants } from "@/lib/core/db/access-tables";
import { members } from "@/lib/core/db/directory-tables";
import { env } from "@/lib/core/env/env";
import { defineRule, toDayOf, today, toHit, toOrganizationHit } from "./rule";

const common = {
  subjectId: sql`lower(grants.email)`,
  label: sql`grants.email`,
  workspaceId: null,
  reach: sql`case when grants.persona = 'admin' then 5 else 2 end`,
};
const expiresOn = toDayOf(sql`grants.expires_at`);

export const grantExpiring = defineRule("grant_expiring", {
  find: ({ days }) =>
    sql`select ${toHit({
      ...common,
      since: sql`grants.expires_at - make_interval(days => ${days}::int)`,
      evidence: { expiresOn, days: sql`${expiresOn} - ${today}` },
    })} from ${grants} where ${isInForce()} and grants.expires_at <= now() + make_interval(days => ${days}::int)`,
});

const usedAt = sql`greatest(grants.noted_since, grants.created_at, grants.renewed_at, grants.last_used_at)`;

/** Uses from before they were noted aren't known, so a grant counts as used until then. */
export const grantUnused = defineRule("grant_unused", {
  find: ({ days }) =>
    sql`select ${toHit({
      ...common,
      since: sql`${usedAt} + make_interval(days => ${days}::int)`,
      evidence: { lastUsedOn: toDayOf(sql`grants.last_used_at`), days: sql`${today} - ${toDayOf(usedAt)}` },
    })} from ${grants} where ${isInForce()} and ${usedAt} <= now() - make_interval(days => ${days}::int)`,
});

export const grantSuspended = defineRule("grant_suspended", {
  find: () =>
    sql`select ${toHit({
      ...common,
      since: sql`coalesce(grants.suspended_at, now())`,
      evidence: {
        suspendedOn: toDayOf(sql`coalesce(grants.suspended_at, now())`),
        isLeft: sql`${grantLoss} = 'left'`,
      },
    })} from ${grants} where ${grantLoss} is not null`,
});

/** They are for a store without an admin, and bypass the directory, the end of grants, and the second admin. */
export const breakGlassOpen = defineRule("break_glass_open", {
  nouns: ["member"],
  find: () => {
    const named = env.BOOTSTRAP_ADMINS;
    const isOther = (email: string) =>
      sql`lower(${sql.raw(email)}) not in ${named.length > 0 ? [...named] : [""]}`;
    const others = sql`(exists (select 1 from ${members} m where m.gone_at is null and m.role in ${[...adminRoles]} and ${isOther("m.email")})
      or exists (select 1 from ${grants} where grants.persona = 'admin' and ${isInForce()} and ${isOther("grants.email")}))`;
    return sql`select * from (${toOrganizationHit(named.length > 0, 4, sql`now()`, {
      addresses: sql`${JSON.stringify(named)}::jsonb`,
    })}) hit where ${others}`;
  },
});
