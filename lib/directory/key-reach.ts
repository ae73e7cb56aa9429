import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { inheritingRoles } from "@/lib/auth/vocabulary";
import { apiKeys, members, serviceAccounts, workspaceMembers, workspaces } from "@/lib/db/directory-tables";

/**
 * Whether a key without a workspace reaches one of the workspaces: it belongs to the organization, or the API doesn't say
 * whether to that or to Default. One that acts as a person or a service account reaches no more than they do; a service
 * account that the API doesn't name may reach any.
 */
export function isWideKeyReaching(placeIds: readonly string[]): SQL<boolean> {
  if (placeIds.length === 0) return sql<boolean>`false`;
  return sql<boolean>`exists (select 1 from ${workspaces} w where w.id in ${[...placeIds]} and ${isWideKeyOfPlace})`;
}

/** Whether a key without a workspace reaches the workspace `w`. */
export const isWideKeyOfPlace: SQL<boolean> = toWideKeyOfPlace([...inheritingRoles]);

function toWideKeyOfPlace(inheriting: string[]): SQL<boolean> {
  return sql<boolean>`(${apiKeys.workspaceId} is null and ${apiKeys.scope} in ('organization', 'unknown')
      and w.gone_at is null and w.archived_at is null and case ${apiKeys.principalKind}
        when 'user' then exists (select 1 from ${members} m where m.id = ${apiKeys.principalId} and m.gone_at is null
          and (w.is_default or m.role in ${inheriting} or exists (select 1 from ${workspaceMembers} wm
            where wm.workspace_id = w.id and wm.user_id = m.id and wm.gone_at is null)))
        when 'service_account' then not exists (select 1 from ${serviceAccounts} a
          where a.id = ${apiKeys.principalId} and a.gone_at is null and not (w.is_default or coalesce(a.role, '') in ${inheriting}
            or exists (select 1 from jsonb_to_recordset(a.workspaces) as place (id text) where place.id = w.id)))
        else true end)`;
}
