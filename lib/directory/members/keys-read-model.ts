import "server-only";
import { inArray, or, type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { isKeyCostEstimated } from "@/lib/core/organization/key-cost-kind";
import { isKeyOf, presentOwners } from "@/lib/core/organization/key-owners";
import { currentStatus } from "@/lib/core/organization/key-status";
import { toKeyUse } from "@/lib/core/organization/key-use";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { MemberKey } from "./schema";
import { toKeyFate } from "./vocabulary";

type Row = Omit<MemberKey, "fate"> & { isPrincipal: boolean };

const kind = sql`case when ${workspaces.name} = 'Claude Code' then 'claude_code'
  when ${apiKeys.principalKind} = 'user' then 'personal'
  when ${apiKeys.principalKind} = 'service_account' then 'service_account' else 'classic' end`;

/** A key that acts as a person ends with that person; any other belongs to its creator. */
const holder: SQL = sql`case when ${apiKeys.principalKind} = 'user' then ${apiKeys.principalId} else ${apiKeys.createdById} end`;

/** Keys that people made, that act as them, or that were assigned to them, unless somebody else answers for those. */
export async function listKeysOf(by: { actor: Actor }, memberIds: readonly string[]): Promise<MemberKey[]> {
  if (memberIds.length === 0) return [];
  const ids = [...memberIds];
  const db = await database();
  const { rows } = await db.execute<Row>(sql`
    select ${apiKeys.id} as id, person.id as "memberId", ${apiKeys.name} as name, ${currentStatus} as status,
      ${kind} as kind, ${apiKeys.createdById} is not distinct from person.id as "isMaker",
      ${holder} is not distinct from person.id as "isPrincipal",
      coalesce(owner.id = person.id, false) as "isOwner",
      ${workspaces.name} as "workspaceName", ${apiKeys.scope} as scope, ${apiKeyUsage.lastUsedOn}::text as "lastUsedOn",
      ${toKeyUse(new Date())} as use,
      coalesce(${apiKeyUsage.tokens30d}, 0)::float8 as "tokens30d",
      trim_scale(${apiKeyUsage.cents30d})::text as "cents30d", ${apiKeyUsage.otherCents30d} as "otherCents30d", ${isKeyCostEstimated} as "isEstimate"
    from ${apiKeys} left join ${workspaces} on ${workspaces.id} = ${apiKeys.workspaceId}
    left join ${apiKeyUsage} on ${apiKeyUsage.apiKeyId} = ${apiKeys.id}
    left join ${presentOwners} owner on owner.key_id = ${apiKeys.id}
    cross join lateral (select ${holder} as id union select ${apiKeys.createdById} union select owner.id) person
    where ${or(inArray(apiKeys.createdById, ids), inArray(apiKeys.principalId, ids), sql`owner.id in ${ids}`)}
      and person.id in ${ids} and ${isKeyOf(sql`person.id`, sql`owner.id`)} and ${visibleTo(by.actor).keys}
    order by array_position(array['active', 'inactive'], ${currentStatus}) nulls last, ${apiKeys.createdAt}, ${apiKeys.id}`);
  // Someone else's personal key outlives its creator.
  return rows.map((row) => ({
    ...row,
    fate: row.isPrincipal ? toKeyFate(row.kind) : "keeps_working",
  }));
}
