import "server-only";
import { and, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Actor } from "@/lib/core/auth/session";
import { toTeamDays } from "@/lib/core/auth/team-days";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { isShownByItself } from "./claude-code-keys";
import { isRowOfWorkspaces } from "./default-workspace";

/** Members whose organization role gives access to every workspace, listed there or not. */
export const isEverywhere: SQL<boolean> = sql<boolean>`(${inArray(members.role, [...inheritingRoles])})`;

/** What an actor sees, as SQL conditions. Read models narrow with these and in no other way. */
export type Visible = {
  /** Whether the actor sees the whole organization, rather than the workspaces that they lead. */
  isAll: boolean;
  /** Whether a column or expression holds the ID of a visible workspace. */
  inWorkspace: (id: SQL | PgColumn) => SQL<boolean>;
  /** Live rows of `workspaces`. */
  workspaces: SQL;
  /** Live rows of `apiKeys` that are shown on their own. */
  keys: SQL;
  /** Live rows of `members`; for leads, those with access to one of their workspaces. */
  members: SQL;
  /** Rows of `members` who left; for leads, those who had access to one of their workspaces in the end. */
  leavers: SQL;
  /** A table of `user_id` and `workspace_id`: memberships in live, visible workspaces. */
  memberships: SQL;
  /** Report rows `r` beside `home`. Leads see Default's rows only if they lead Default. */
  reportRows: SQL;
  /** A table of who belonged to the lead's workspaces when; without rows for those who see everything. */
  teamDays: SQL;
  /** Whether the lead may see what a person did on a day; always true for those who see everything. */
  isTeamDay: (memberId: SQL, day: SQL) => SQL<boolean>;
};

/** What visibility depends on. */
export type Reader = Pick<Actor, "workspaceIds">;
/** For work that no one asked for, whose result is shown to no one as it is. */
export const everyone: Reader = { workspaceIds: null };

export function visibleTo({ workspaceIds }: Reader): Visible {
  const isAll = workspaceIds === null;
  const inWorkspace = (id: SQL | PgColumn) => toInWorkspace(workspaceIds, id);
  const memberships = sql`(select ${workspaceMembers.userId}, ${workspaceMembers.workspaceId} from ${workspaceMembers}
    join ${workspaces} on ${workspaces.id} = ${workspaceMembers.workspaceId}
    where ${all(isNull(workspaceMembers.goneAt), isNull(workspaces.goneAt), isNull(workspaces.archivedAt), inWorkspace(workspaces.id))})`;
  const teamDays = toTeamDays(workspaceIds ?? []);
  return {
    isAll,
    inWorkspace,
    workspaces: all(isNull(workspaces.goneAt), inWorkspace(workspaces.id)),
    keys: all(isNull(apiKeys.goneAt), isShownByItself(sql`${apiKeys.id}`), inWorkspace(apiKeys.workspaceId)),
    members: toMembers(workspaceIds, memberships),
    leavers: toLeavers(workspaceIds),
    memberships,
    reportRows: toReportRows(workspaceIds),
    teamDays,
    isTeamDay: (memberId, day) =>
      isAll
        ? sql<boolean>`true`
        : sql<boolean>`exists (select 1 from ${teamDays} team
            where team.user_id = ${memberId} and ${day} between team.since and team.until)`,
  };
}

function toInWorkspace(ids: Actor["workspaceIds"], id: SQL | PgColumn): SQL<boolean> {
  if (ids === null) return sql<boolean>`true`;
  return ids.length === 0 ? sql<boolean>`false` : sql<boolean>`${id} in ${[...ids]}`;
}

function toMembers(ids: Actor["workspaceIds"], memberships: SQL): SQL {
  if (ids === null) return isNull(members.goneAt);
  if (ids.length === 0) return sql`false`;
  const isPlaced = sql`${members.id} in (select user_id from ${memberships} placed)`;
  return all(isNull(members.goneAt), sql`(${isEverywhere} or ${isPlaced})`);
}

/** A membership that ended later than this was still there when the person left: listings are minutes apart. */
export const lastAccessAt: SQL = sql`(${members.goneAt} - interval '1 day')`;

function toLeavers(ids: Actor["workspaceIds"]): SQL {
  const hasLeft = sql`${members.goneAt} is not null`;
  if (ids === null) return hasLeft;
  if (ids.length === 0) return sql`false`;
  return all(
    hasLeft,
    sql`exists (select 1 from ${workspaceMembers} last where last.user_id = ${members.id}
      and last.workspace_id in ${[...ids]} and (last.gone_at is null or last.gone_at >= ${lastAccessAt}))`,
  );
}

function toReportRows(ids: Actor["workspaceIds"]): SQL {
  if (ids === null) return sql`true`;
  return ids.length === 0 ? sql`false` : isRowOfWorkspaces(ids);
}

function all(...conditions: SQL[]): SQL {
  return and(...conditions) ?? sql`true`;
}
