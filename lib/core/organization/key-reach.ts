import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import {
  apiKeys,
  members,
  serviceAccounts,
  workspaceMembers,
  workspaces,
} from "@/lib/core/db/directory-tables";
import { toCurrentStatus } from "./key-status";

/** Whether a key without a workspace reaches one of the workspaces. */
export function isWideKeyReaching(placeIds: readonly string[]): SQL<boolean> {
  if (placeIds.length === 0) return sql<boolean>`false`;
  return sql<boolean>`exists (select 1 from ${workspaces} w where w.id in ${[...placeIds]} and ${isWideKeyOfPlace})`;
}

/**
 * Whether `key`, which has no workspace, reaches the workspace `w`: it belongs to the organization, or the API doesn't say
 * whether to that or to Default. One that acts as a person or a service account reaches no more than they do; a service
 * account that the API doesn't name may reach any.
 */
export function toWideKeyOfPlace(key: SQL): SQL<boolean> {
  const inheriting = [...inheritingRoles];
  return sql<boolean>`(${key}.workspace_id is null and ${key}.scope in ('organization', 'unknown')
      and w.gone_at is null and w.archived_at is null and case ${key}.principal_kind
        when 'user' then exists (select 1 from ${members} m where m.id = ${key}.principal_id and m.gone_at is null
          and (w.is_default or m.role in ${inheriting} or exists (select 1 from ${workspaceMembers} wm
            where wm.workspace_id = w.id and wm.user_id = m.id and wm.gone_at is null)))
        when 'service_account' then not exists (select 1 from ${serviceAccounts} a
          where a.id = ${key}.principal_id and a.gone_at is null and not (w.is_default or coalesce(a.role, '') in ${inheriting}
            or exists (select 1 from jsonb_to_recordset(a.workspaces) as place (id text) where place.id = w.id)))
        else true end)`;
}

export const isWideKeyOfPlace = toWideKeyOfPlace(sql`${apiKeys}`);

/** Subquery of the IDs of the workspaces that `key` can be used in, once it is active. */
export function toReachedPlaces(key: SQL): SQL {
  return sql`(select w.id from ${workspaces} w where w.gone_at is null and w.archived_at is null
    and ${toCurrentStatus(key)} in ('active', 'inactive') and (w.id = ${key}.workspace_id or ${toWideKeyOfPlace(key)}))`;
}
