import "server-only";
import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Permit } from "@/lib/core/auth/permit";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { offboardings } from "@/lib/core/db/offboarding-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { personUsage } from "@/lib/core/db/report-tables";
import { isPending } from "@/lib/directory/invites/mirror";
import { listKeysOf } from "@/lib/directory/members/keys-read-model";

type By = Permit<"members:write">;

export async function listKeys(by: By, ids: readonly string[]) {
  const keys = await listKeysOf(by, ids);
  const db = await database();
  const placed = await db
    .select({ id: apiKeys.id, workspaceId: apiKeys.workspaceId })
    .from(apiKeys)
    .where(
      isOneOf(
        apiKeys.id,
        keys.map(({ id }) => id),
      ),
    );
  const placeOf = new Map(placed.map(({ id, workspaceId }) => [id, workspaceId]));
  return keys.map((key) => ({ ...key, workspaceId: placeOf.get(key.id) ?? null }));
}

export async function listPlaces(ids: readonly string[]) {
  const db = await database();
  return db
    .select({
      userId: workspaceMembers.userId,
      id: workspaces.id,
      name: workspaces.name,
      role: workspaceMembers.role,
    })
    .from(workspaceMembers)
    .innerJoin(workspaces, eq(workspaces.id, workspaceMembers.workspaceId))
    .where(
      and(
        isNull(workspaceMembers.goneAt),
        isNull(workspaces.goneAt),
        isNull(workspaces.archivedAt),
        isOneOf(workspaceMembers.userId, ids),
      ),
    )
    .orderBy(workspaces.name, workspaces.id);
}

export async function listInvites(emails: readonly string[]) {
  const db = await database();
  return db
    .select({ id: invites.id, email: sql<string>`lower(${invites.email})`, role: invites.role })
    .from(invites)
    .where(and(isPending, isOneOf(sql`lower(${invites.email})`, emails)))
    .orderBy(invites.id);
}

export async function listGrants(emails: readonly string[]) {
  const db = await database();
  return db
    .select({ email: sql<string>`lower(${grants.email})`, persona: grants.persona })
    .from(grants)
    .where(isOneOf(sql`lower(${grants.email})`, emails));
}

export async function countSessions(emails: readonly string[]): Promise<Map<string, number>> {
  const db = await database();
  const rows = await db
    .select({ email: personUsage.email, sessions: personUsage.claudeCodeSessions30d })
    .from(personUsage)
    .where(inArray(personUsage.email, ["", ...emails]));
  return new Map(rows.map(({ email, sessions }) => [email, sessions]));
}

/** Off-boardings that aren't over, so that no one orders a second one. */
export async function listOpen(emails: readonly string[]) {
  const db = await database();
  const rows = await db
    .select({
      id: offboardings.id,
      email: sql<string>`lower(${offboardings.email})`,
      startsAt: bulkRuns.startsAt,
    })
    .from(offboardings)
    .innerJoin(bulkRuns, eq(bulkRuns.id, offboardings.runId))
    .where(and(isNull(bulkRuns.finishedAt), isOneOf(sql`lower(${offboardings.email})`, emails)));
  return rows.map((row) => ({ ...row, startsAt: row.startsAt?.toISOString() ?? null }));
}

export function isOneOf(column: SQL | PgColumn, values: readonly string[]): SQL {
  return sql`${column} in (select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
}
