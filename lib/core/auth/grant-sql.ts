import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { members } from "@/lib/core/db/directory-tables";
import { adminRoles } from "./role-personas";
import type { GrantLoss } from "./vocabulary";

const isTheirs = sql`lower(m.email) = lower(grants.email) and octet_length(m.email) = char_length(m.email)`;

/** The rank of a grant's person in the directory: 3 for admins, 2 for billing, 1 for other members, 0 for no member. */
export const directoryRank = sql<number>`(select coalesce(max(case when m.role in ${[...adminRoles]} then 3
    when m.role = 'billing' then 2 else 1 end), 0)
  from ${members} m where ${isTheirs} and m.gone_at is null)`;

/**
 * Why a grant is worth nothing until an admin renews it: its person has left the organization, or lost a role there, since
 * it was given or renewed. Null otherwise, as for people who were never members. Whoever has the address of someone who
 * left is someone else.
 */
export const grantLoss = sql<GrantLoss | null>`(case
  when grants.suspended_for is not null then grants.suspended_for
  when ${directoryRank} = 0 and grants.held_rank > 0 or exists (select 1 from ${members} m
    where ${isTheirs} and m.gone_at > coalesce(grants.renewed_at, grants.created_at)) then 'left'
  when ${directoryRank} > 0 and ${directoryRank} < grants.held_rank then 'demoted' end)`;

/** For statements that read `grants` under its own name. Of the directory's copy, so that it holds before a sync notes it. */
export function isInForce(now = new Date()): SQL<boolean> {
  return sql<boolean>`(coalesce(grants.expires_at > ${now.toISOString()}::timestamptz, true) and ${grantLoss} is null)`;
}
