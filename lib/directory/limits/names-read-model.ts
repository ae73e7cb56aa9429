import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members, workspaces } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";

type By = Permit<"limits:read"> | Permit<"limits:write">;
export type Person = { name: string; email: string };

export async function getPeople(_by: By, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const db = await database();
  const rows = await db
    .select({ id: members.id, name: members.name, email: members.email })
    .from(members)
    .where(inArray(members.id, [...ids]));
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

/** `takesLimit`: workspaces that can have their own limit. */
export async function listWorkspaces(_by: By): Promise<{ id: string; name: string; takesLimit: boolean }[]> {
  const db = await database();
  const takesLimit = sql<boolean>`not ${workspaces.isDefault} and ${workspaces.archivedAt} is null and ${workspaces.goneAt} is null`;
  return db
    .select({ id: workspaces.id, name: workspaces.name, takesLimit })
    .from(workspaces)
    .orderBy(sql`lower(${workspaces.name})`, workspaces.id);
}

/** @throws AppError not_found for somebody who is no member now */
export async function getMember(_by: By, id: string): Promise<Person> {
  const db = await database();
  const [found] = await db
    .select({ name: members.name, email: members.email })
    .from(members)
    .where(and(eq(members.id, id), isNull(members.goneAt)));
  if (!found) throw new AppError("not_found", "the mirror has no such member");
  return found;
}
