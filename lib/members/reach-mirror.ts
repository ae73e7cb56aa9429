import "server-only";
import { and, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { inheritingRoles } from "@/lib/auth/vocabulary";
import { isToldApart } from "@/lib/db/claude-code-keys";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/db/directory-tables";

type By = { actor: Actor };

/** A lead sees members who may use one of their workspaces. */
export function isInReach(by: By): SQL | undefined {
  const here = isNull(members.goneAt);
  if (by.actor.workspaceIds === null) return here;
  if (by.actor.workspaceIds.length === 0) return sql`false`;
  const isPlaced = inArray(members.id, sql`(select user_id from ${toPlaces(by)} placed)`);
  return and(here, or(isEverywhere, isPlaced));
}

/** By organization role, whether or not the API lists them in each workspace. */
export const isEverywhere: SQL<boolean> = sql<boolean>`(${inArray(members.role, [...inheritingRoles])})`;

/** Only live workspaces and, for a lead, their own. */
export function toPlaces(by: By): SQL {
  const isLive = and(
    isNull(workspaceMembers.goneAt),
    isNull(workspaces.goneAt),
    isNull(workspaces.archivedAt),
    isLed(by, workspaces.id),
  );
  return sql`(select ${workspaceMembers.userId}, ${workspaceMembers.workspaceId} from ${workspaceMembers}
    join ${workspaces} on ${workspaces.id} = ${workspaceMembers.workspaceId} where ${isLive})`;
}

export function isKeyInReach(by: By): SQL {
  const isTold = isToldApart(sql`${apiKeys.id}`);
  return and(isNull(apiKeys.goneAt), isTold, isLed(by, apiKeys.workspaceId)) ?? sql`true`;
}

type WorkspaceId = typeof workspaces.id | typeof apiKeys.workspaceId;

export function isLed({ actor: { workspaceIds } }: By, column: WorkspaceId): SQL | undefined {
  return workspaceIds === null ? undefined : inArray(column, [...workspaceIds]);
}
