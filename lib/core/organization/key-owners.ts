import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { offboardingKeys, offboardings } from "@/lib/core/db/offboarding-tables";
import { bulkRuns, keyOwners } from "@/lib/core/db/own-tables";

/** An off-boarding that was done, and not only ordered. */
export const isDoneOffboarding = sql`(${bulkRuns.finishedAt} is not null and ${bulkRuns.cancelledAt} is null
  and (not ${bulkRuns.needsApproval} or ${bulkRuns.isApproved}))`;

/** Everyone who was named an owner, in an off-boarding or later; `id` is null where an owner was taken back. */
function toNamedOwners(ofKey: (keyId: SQL) => SQL): SQL {
  return sql`(select ${keyOwners.keyId} as key_id, ${keyOwners.ownerId} as id, ${keyOwners.ownerEmail} as email,
      ${keyOwners.assignedAt} as at
      from ${keyOwners} where ${ofKey(sql`${keyOwners.keyId}`)}
    union all
    select ${offboardingKeys.keyId}, ${offboardingKeys.ownerId}, ${offboardingKeys.ownerEmail}, ${bulkRuns.finishedAt}
      from ${offboardingKeys}
      join ${offboardings} on ${offboardings.id} = ${offboardingKeys.offboardingId}
      join ${bulkRuns} on ${bulkRuns.id} = ${offboardings.runId}
      where ${ofKey(sql`${offboardingKeys.keyId}`)} and ${offboardingKeys.choice} = 'hand_over' and ${isDoneOffboarding})`;
}

/** The owner who was named last; no row if nobody was. */
export function toLastOwner(keyId: SQL): SQL {
  return sql`(select * from ${toNamedOwners((named) => sql`${named} = ${keyId}`)} named order by at desc limit 1)`;
}

/** By key, the owner who was named last. One who left answers for nothing, so the key is its creator's again. */
export const presentOwners = sql`(select last.key_id, last.id from
    (select distinct on (key_id) key_id, id from ${toNamedOwners(() => sql`true`)} named order by key_id, at desc) last
  join ${members} m on m.id = last.id and m.gone_at is null)`;

/** A personal key ends with whom it acts as, and one of Claude Code with its creator. */
function endsWith(personId: SQL): SQL {
  return sql`case when ${apiKeys.principalKind} = 'user' then ${apiKeys.principalId} = ${personId}
    else ${apiKeys.createdById} = ${personId}
      and ${apiKeys.workspaceId} in (select id from ${workspaces} where name = 'Claude Code') end`;
}

/**
 * Whether a key is a person's: assigned to them, made by them and assigned to nobody else, or ending with them.
 * `ownerId` is that of `presentOwners`.
 */
export function isKeyOf(personId: SQL, ownerId: SQL): SQL<boolean> {
  return sql`(coalesce(${ownerId}, ${personId}) = ${personId} or coalesce(${endsWith(personId)}, false))`;
}
