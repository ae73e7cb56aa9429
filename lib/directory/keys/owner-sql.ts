import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { offboardingKeys, offboardings } from "@/lib/core/db/offboarding-tables";
import { bulkRuns, keyOwners } from "@/lib/core/db/own-tables";

/** An off-boarding that was done, and not only ordered. */
export const isDoneOffboarding = sql`(${bulkRuns.finishedAt} is not null and ${bulkRuns.cancelledAt} is null
  and (not ${bulkRuns.needsApproval} or ${bulkRuns.isApproved}))`;

/** The owner who was named last, in an off-boarding or later; no row if nobody was. */
function toLastOwner(keyId: SQL): SQL {
  return sql`(select * from (
      select ${keyOwners.ownerId} as id, ${keyOwners.ownerEmail} as email, ${keyOwners.assignedAt} as at
        from ${keyOwners} where ${keyOwners.keyId} = ${keyId}
      union all
      select ${offboardingKeys.ownerId}, ${offboardingKeys.ownerEmail}, ${bulkRuns.finishedAt} from ${offboardingKeys}
        join ${offboardings} on ${offboardings.id} = ${offboardingKeys.offboardingId}
        join ${bulkRuns} on ${bulkRuns.id} = ${offboardings.runId}
        where ${offboardingKeys.keyId} = ${keyId} and ${offboardingKeys.choice} = 'hand_over' and ${isDoneOffboarding}
    ) named order by at desc limit 1)`;
}

/** `isShown`: whether the reader may open the page of `owners`. */
export function toOwner(
  keyId: SQL,
  isShown: SQL,
): SQL<{ id: string | null; name: string; isGone: boolean } | null> {
  return sql`(select jsonb_build_object(
      'id', case when ${isShown} then owner.id end,
      'name', coalesce(nullif(${members.name}, ''), owner.email),
      'isGone', ${members.id} is null or ${members.goneAt} is not null)
    from ${toLastOwner(keyId)} owner left join ${members} on ${members.id} = owner.id where owner.id is not null)`;
}

export async function readOwnerEmail(keyId: string): Promise<string | null> {
  const db = await database();
  const { rows } = await db.execute<{ email: string | null }>(
    sql`select owner.email from ${toLastOwner(sql`${keyId}`)} owner where owner.id is not null`,
  );
  return rows[0]?.email ?? null;
}
