import "server-only";
import { and, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { type PersonaName, personas } from "@/lib/sandbox/personas";

export async function findObstacle(name: PersonaName): Promise<string | null> {
  const db = await database();
  const [found] = await db.select({ persona: grants.persona }).from(grants).where(isObstacle(name));
  return found?.persona ?? null;
}

export async function deleteObstacle(tx: Transaction, name: PersonaName): Promise<void> {
  await tx.delete(grants).where(isObstacle(name));
}

/** Nothing outranks a directory admin, so a grant changes nothing for that persona. */
function isObstacle(name: PersonaName) {
  if (name === "admin") return sql`false`;
  return and(
    eq(sql`lower(${grants.email})`, personas[name]),
    ne(grants.persona, name),
    or(isNull(grants.expiresAt), gt(grants.expiresAt, new Date())),
  );
}
