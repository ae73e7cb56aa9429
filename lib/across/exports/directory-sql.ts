import "server-only";
import { inArray, type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { findings } from "@/lib/core/db/finding-tables";
import { toExactIso } from "@/lib/core/db/instants";
import { selectAs } from "@/lib/core/db/select-as";
import { toReachedPlaces } from "@/lib/core/organization/key-reach";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { type Cell, toTexts } from "@/lib/core/sheets/cells-sql";
import type { Row } from "@/lib/core/sheets/columns";
import { joinedToKeys, makers } from "@/lib/directory/keys/filter-sql";

export type Directory = {
  /** Of a row, for programs, which page by it. */
  id: SQL;
  columns: Readonly<Record<string, Cell>>;
  from: SQL;
  where: SQL;
  order: SQL;
};

/** The vendor limits the directory's size, so one query holds it. */
export async function* readDirectory(directory: Directory): AsyncGenerator<Row[]> {
  const names = Object.keys(directory.columns);
  const db = await database();
  const { rows } = await db.execute<Record<string, string | null>>(sql`
    select ${selectAs(toTexts(directory.columns))} from ${directory.from} where ${directory.where} order by ${directory.order}`);
  yield rows.map((row) => names.map((name) => row[name] ?? null));
}

export async function countDirectory({ from, where }: Directory): Promise<number> {
  const db = await database();
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::float8 as count from ${from} where ${where}`,
  );
  return rows[0]?.count ?? 0;
}

export function toInvites(where: SQL, order: SQL): Directory {
  return {
    id: sql`${invites.id}`,
    columns: {
      id: sql`${invites.id}`,
      type: sql`'invite'`,
      email: sql`${invites.email}`,
      role: sql`${invites.role}`,
      status: sql`${invites.status}`,
      invited_at: toExactIso(sql`${invites.invitedAt}`),
      expires_at: toExactIso(sql`${invites.expiresAt}`),
      accepted_at: toExactIso(sql`${invites.acceptedAt}`),
      rbac_group_ids: { json: sql`(${invites.raw} -> 'rbac_group_ids')` },
    },
    from: sql`${invites}`,
    where,
    order,
  };
}

export function toFindings(where: SQL, order: SQL): Directory {
  return {
    id: sql`${findings.id}::text`,
    columns: {
      id: sql`${findings.id}`,
      rule: sql`${findings.rule}`,
      subject_id: sql`${findings.subjectId}`,
      subject: sql`${findings.label}`,
      workspace: sql`${workspaces.name}`,
      workspace_id: sql`${findings.workspaceId}`,
      score: { number: sql`${findings.score}` },
      reach: { number: sql`${findings.reach}` },
      idle_days: { number: sql`${findings.idleDays}` },
      cost_30d_usd: { number: sql`trim_scale(${findings.cents} * 0.01)` },
      since: toExactIso(findings.since),
      first_seen_at: toExactIso(findings.firstSeenAt),
      resolved_at: toExactIso(findings.resolvedAt),
      resolution: sql`${findings.resolution}`,
      fixed_by: sql`${findings.fixedBy}`,
      dismissed_until: toExactIso(findings.dismissedUntil),
      dismissed_by: sql`${findings.dismissedBy}`,
      dismiss_reason: sql`${findings.dismissReason}`,
      assigned_to: sql`${findings.assignedTo}`,
      due_on: sql`${findings.dueOn}::text`,
      evidence: { json: sql`${findings.evidence}` },
    },
    from: sql`${findings} left join ${workspaces} on ${workspaces.id} = ${findings.workspaceId}`,
    where,
    order,
  };
}

export function toWorkspaces(place: Pick<Directory, "from" | "where" | "order">): Directory {
  return {
    id: sql`${workspaces.id}`,
    columns: {
      id: sql`${workspaces.id}`,
      type: sql`'workspace'`,
      name: sql`${workspaces.name}`,
      display_color: sql`${workspaces.displayColor}`,
      created_at: toExactIso(workspaces.createdAt),
      archived_at: toExactIso(workspaces.archivedAt),
      data_residency: { json: sql`${workspaces.dataResidency}` },
      tags: { json: sql`${workspaces.tags}` },
      external_key_id: sql`${workspaces.externalKeyId}`,
      compartment_id: sql`${workspaces.compartmentId}`,
      user_profile_id: sql`${workspaces.userProfileId}`,
      inference_data_retention: { json: sql`(${workspaces.raw} -> 'inference_data_retention')` },
    },
    ...place,
  };
}

export function toWorkspaceMembers(actor: Actor, workspaceId: string | null, found: SQL): Directory {
  return {
    id: sql`(m.workspace_id || '/' || m.user_id)`,
    columns: {
      type: sql`'workspace_member'`,
      workspace_id: sql`m.workspace_id`,
      user_id: sql`m.user_id`,
      workspace_role: sql`m.role`,
      workspace: sql`w.name`,
      user_email: sql`u.email`,
      user_name: sql`u.name`,
      user_role: sql`u.role`,
      access: sql`case when ${inArray(sql`u.role`, Object.keys(inheritedRoles))} then 'inherited' else 'direct' end`,
    },
    from: sql`${workspaceMembers} m left join ${workspaces} w on w.id = m.workspace_id
      left join ${members} u on u.id = m.user_id`,
    where: sql`m.gone_at is null and ${visibleTo(actor).inWorkspace(sql`m.workspace_id`)}
      and ${workspaceId === null ? sql`true` : sql`m.workspace_id = ${workspaceId}`} and ${found}`,
    order: sql`w.name, m.workspace_id, u.email, m.user_id`,
  };
}

export function toKeys(where: SQL, order: SQL): Directory {
  return {
    id: sql`${apiKeys.id}`,
    columns: {
      id: sql`${apiKeys.id}`,
      type: sql`'api_key'`,
      name: sql`${apiKeys.name}`,
      status: currentStatus,
      created_at: toExactIso(apiKeys.createdAt),
      created_by: {
        json: sql`case when ${apiKeys.createdById} is not null
        then jsonb_build_object('id', ${apiKeys.createdById}, 'type', ${apiKeys.createdByType}) end`,
      },
      expires_at: toExactIso(apiKeys.expiresAt),
      partial_key_hint: sql`${apiKeys.partialKeyHint}`,
      principal: {
        json: sql`case when ${apiKeys.principalKind} is not null
        then jsonb_build_object('type', ${apiKeys.principalKind}, 'id', ${apiKeys.principalId}) end`,
      },
      scope: {
        json: sql`case when ${apiKeys.scope} <> 'unknown' then jsonb_strip_nulls(
        jsonb_build_object('type', ${apiKeys.scope}, 'workspace_id', ${apiKeys.workspaceId})) end`,
      },
      workspace_id: sql`${apiKeys.workspaceId}`,
      workspace: sql`${workspaces.name}`,
      reached_workspaces: sql`(select string_agg(reached.id, ' ' order by reached.id) from ${toReachedPlaces(sql`${apiKeys}`)} reached)`,
      created_by_email: sql`${makers.email}`,
      created_by_name: sql`${makers.name}`,
    },
    from: sql`${apiKeys} ${joinedToKeys}`,
    where,
    order,
  };
}
