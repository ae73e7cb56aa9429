import "server-only";
import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { workspaceMembers } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import { maxAttempts } from "@/lib/directory/invites/vocabulary";
import { isOneOf } from "./people-sql";
import type { AccessRow } from "./schema";

export type Cells = AccessRow["cells"];
export type PersonRow = Omit<AccessRow, "cells">;

/** Adds what people have in the columns, and what is planned with their invites. */
export async function withCells(
  actor: Actor,
  people: readonly PersonRow[],
  placeIds: readonly string[],
): Promise<AccessRow[]> {
  if (people.length === 0 || placeIds.length === 0) return people.map((one) => ({ ...one, cells: {} }));
  const [direct, planned] = await Promise.all([
    readDirect(actor, people, placeIds),
    readPlanned(actor, people, placeIds),
  ]);
  return people.map((one) => ({
    ...one,
    cells: { ...planned.get(one.email.toLowerCase()), ...direct.get(one.id) },
  }));
}

async function readDirect(actor: Actor, people: readonly PersonRow[], placeIds: readonly string[]) {
  const ids = people.flatMap(({ id, kind }) => (kind === "member" ? [id] : []));
  if (ids.length === 0) return new Map<string, Cells>();
  const db = await database();
  const rows = await db
    .select({
      of: workspaceMembers.userId,
      workspaceId: workspaceMembers.workspaceId,
      role: workspaceMembers.role,
      state: sql<"direct">`'direct'`,
    })
    .from(workspaceMembers)
    .where(
      and(
        inArray(workspaceMembers.userId, ids),
        isNull(workspaceMembers.goneAt),
        visibleTo(actor).inWorkspace(workspaceMembers.workspaceId),
        isOneOf(sql`${workspaceMembers.workspaceId}`, placeIds),
      ),
    );
  return toCells(rows);
}

async function readPlanned(actor: Actor, people: readonly PersonRow[], placeIds: readonly string[]) {
  const emails = [...new Set(people.map(({ email }) => email.toLowerCase()))];
  const db = await database();
  const rows = await db
    .select({
      of: invitedMemberships.email,
      workspaceId: invitedMemberships.workspaceId,
      role: invitedMemberships.role,
      state: sql<"pending" | "failed">`case when ${invitedMemberships.attempts} >= ${maxAttempts}
        then 'failed' else 'pending' end`,
    })
    .from(invitedMemberships)
    .where(
      and(
        inArray(invitedMemberships.email, emails),
        isNull(invitedMemberships.appliedAt),
        visibleTo(actor).inWorkspace(invitedMemberships.workspaceId),
        isOneOf(sql`${invitedMemberships.workspaceId}`, placeIds),
      ),
    );
  return toCells(rows);
}

type CellRow = { of: string; workspaceId: string; role: string; state: Cells[string]["state"] };

export function toCells(rows: readonly CellRow[]): Map<string, Cells> {
  const cells = new Map<string, Cells>();
  for (const { of, workspaceId, role, state } of rows)
    cells.set(of, { ...cells.get(of), [workspaceId]: { role, state } });
  return cells;
}
