import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { isInForce } from "@/lib/core/auth/grant-sql";
import { adminRoles } from "@/lib/core/auth/role-personas";
import type { Actor } from "@/lib/core/auth/session";
import { hasOtherAdmin } from "@/lib/core/bulk/second-admin-store";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { env } from "@/lib/core/env/env";

/** Whether someone but this person may decide about a place: no one decides about themselves. */
export async function hasOtherDecider(
  actor: Actor,
  reviewers: readonly string[],
  workspaceId: string,
): Promise<boolean> {
  if (await hasOtherAdmin(actor)) return true;
  const db = await database();
  const { rows } = await db.execute<{ isAny: boolean }>(sql`select exists (
    select 1 from jsonb_array_elements_text(${JSON.stringify(reviewers)}::jsonb) e(email)
    where e.email <> ${actor.email.toLowerCase()} and ${toMayDecide(sql`e.email`, sql`${workspaceId}::text`)}) as "isAny"`);
  return rows[0]?.isAny === true;
}

/**
 * Whether an address may decide about a workspace as things are now: an admin, or who leads it. The same as `getActor`
 * says, for many at once.
 */
export function toMayDecide(address: SQL, workspaceId: SQL): SQL<boolean> {
  const bootstrap = env.BOOTSTRAP_ADMINS;
  const isBootstrap = bootstrap.length === 0 ? sql`false` : sql`${address} in ${[...bootstrap]}`;
  return sql<boolean>`(${isBootstrap}
    or exists (select 1 from ${grants} where lower(grants.email) = ${address} and grants.persona = 'admin'
      and ${isInForce()})
    or exists (select 1 from ${members} who where lower(who.email) = ${address} and who.gone_at is null
      and (who.role in ${[...adminRoles]} or exists (
        select 1 from ${workspaceMembers} led where led.user_id = who.id and led.workspace_id = ${workspaceId}
          and led.role = 'workspace_admin' and led.gone_at is null))))`;
}
