import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { auditLog } from "@/lib/db/own-tables";
import { changes } from "@/lib/db/tables";
import { getKeyState } from "./mirror";
import { type KeyEvent, keyHistory } from "./schema";

const mostEvents = 100;
const fields = ["name", "status", "workspaceId", "expiresAt"] as const;
const outcomes = alias(auditLog, "outcomes");

/** The state of a key as audit log and change feed keep it; either may lack fields. */
const state = z.looseObject({
  name: z.string().nullish(),
  status: z.string().nullish(),
  workspaceId: z.string().nullish(),
  expiresAt: z.string().nullish(),
});

/**
 * What was done to the key here and what was seen outside, newest first.
 * @throws AppError not_found, also where the key is out of reach
 */
export async function listKeyHistory(by: Permit<"keys:read">, keyId: string): Promise<KeyEvent[]> {
  await getKeyState(by, keyId);
  const events = [...(await listActs(keyId)), ...(await listOutside(keyId))];
  const newestFirst = events.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, mostEvents);
  return keyHistory.parse(
    newestFirst.map(({ at, before, after, ...event }) => ({
      ...event,
      at: at.toISOString(),
      differences: toDifferences(before, after),
    })),
  );
}

async function listActs(keyId: string) {
  const db = await database();
  return db
    .select({
      id: sql<string>`'act-' || ${auditLog.seq}`,
      at: auditLog.at,
      actorEmail: sql<string | null>`${auditLog.actorEmail}`,
      what: auditLog.action,
      outcome: sql<string | null>`coalesce(${outcomes.outcome}, 'unknown')`,
      before: outcomes.before,
      after: outcomes.after,
    })
    .from(auditLog)
    .leftJoin(outcomes, and(eq(outcomes.entryId, auditLog.entryId), eq(outcomes.phase, "outcome")))
    .where(
      and(
        eq(auditLog.phase, "intent"),
        eq(auditLog.targetId, keyId),
        sql`${auditLog.action} like 'api_key.%'`,
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(mostEvents);
}

async function listOutside(keyId: string) {
  const db = await database();
  return db
    .select({
      id: sql<string>`'outside-' || ${changes.seq}`,
      at: changes.seenAt,
      actorEmail: sql<string | null>`null`,
      what: changes.kind,
      outcome: sql<string | null>`null`,
      before: changes.before,
      after: changes.after,
    })
    .from(changes)
    .where(and(eq(changes.noun, "api_key"), eq(changes.targetId, keyId)))
    .orderBy(desc(changes.seq))
    .limit(mostEvents);
}

/** Only where both sides are known: a refused act changed nothing. */
function toDifferences(before: unknown, after: unknown): KeyEvent["differences"] {
  const [from, to] = [state.safeParse(before), state.safeParse(after)];
  if (!from.success || !to.success) return [];
  return fields
    .filter((field) => field in from.data && field in to.data && from.data[field] !== to.data[field])
    .map((field) => ({ field, before: from.data[field] ?? null, after: to.data[field] ?? null }));
}
