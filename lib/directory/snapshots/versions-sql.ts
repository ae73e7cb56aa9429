import "server-only";
import { inArray, type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import { members } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { visibleTo } from "@/lib/core/organization/visibility";

type Noun = "member" | "workspace" | "workspace_member" | "api_key";

function versionsOn(noun: Noun, day: string, columns: string): SQL {
  return sql`(select state.* from ${directoryVersions} v cross join lateral jsonb_to_record(v.state) as state(${sql.raw(columns)})
    where v.noun = ${noun} and v.from_day <= ${day}::date and (v.until_day is null or v.until_day > ${day}::date))`;
}

/** The workspaces of a day, archived ones included. */
export const workspacesOn = (day: string) =>
  versionsOn("workspace", day, "id text, name text, is_default boolean, archived_at timestamptz, tags jsonb");

/** In workspaces that were not archived. */
function membershipsOn(actor: Actor, day: string): SQL {
  return sql`(select r.*, w.name as workspace, w.is_default from ${versionsOn("workspace_member", day, "workspace_id text, user_id text, role text")} r
    join ${workspacesOn(day)} w on w.id = r.workspace_id
    where w.archived_at is null and ${visibleTo(actor).inWorkspace(sql`r.workspace_id`)})`;
}

/** `id` and `state` of the members at the end of a UTC day; for leads, those with access to their workspaces. */
export function membersOn(actor: Actor, day: string): SQL {
  const isEverywhere = inArray(sql`m.role`, [...inheritingRoles]);
  const isVisible = visibleTo(actor).isAll ? sql`true` : sql`(p.places is not null or ${isEverywhere})`;
  return sql`(select m.id, jsonb_build_object('email', m.email, 'name', m.name, 'role', m.role, 'addedAt', ${toIso(sql`m.added_at`)},
      'places', coalesce(p.places, '[]'::jsonb)) as state
    from ${versionsOn("member", day, "id text, email text, name text, role text, added_at timestamptz")} m
    left join (select r.user_id, jsonb_agg(jsonb_build_object('id', r.workspace_id, 'name', r.workspace, 'isDefault', r.is_default, 'role', r.role)
          order by r.workspace, r.workspace_id) as places
      from ${membershipsOn(actor, day)} r group by r.user_id) p on p.user_id = m.id
    where ${isVisible})`;
}

const keyColumns = `id text, name text, status text, created_at timestamptz, created_by_id text, created_by_type text, expires_at timestamptz,
  partial_key_hint text, principal_kind text, principal_id text, scope text, workspace_id text`;

/** `id` and `state` of the keys at the end of a UTC day. */
export function keysOn(actor: Actor, day: string): SQL {
  const status = sql`case when k.status in ('active', 'inactive') and k.expires_at < ${day}::date + 1 then 'expired' else k.status end`;
  return sql`(select k.id, jsonb_build_object('name', k.name, 'hint', k.partial_key_hint, 'status', ${status}, 'scope', k.scope, 'workspaceId', k.workspace_id,
        'workspaceName', w.name, 'isDefaultWorkspace', coalesce(w.is_default, false),
        'makerId', k.created_by_id, 'makerType', k.created_by_type, 'makerEmail', maker.email, 'makerName', maker.name,
        'principalKind', k.principal_kind, 'principalId', k.principal_id,
        'createdAt', ${toIso(sql`k.created_at`)}, 'expiresAt', ${toIso(sql`k.expires_at`)}) as state
    from ${versionsOn("api_key", day, keyColumns)} k left join ${workspacesOn(day)} w on w.id = k.workspace_id
    left join ${members} maker on maker.id = k.created_by_id
    where ${isShownByItself(sql`k.id`)} and ${visibleTo(actor).inWorkspace(sql`k.workspace_id`)})`;
}
