import "server-only";
import { z } from "zod";
import { listHistory } from "@/lib/core/audit/history";
import type { Permit } from "@/lib/core/auth/permit";
import { findPeople } from "@/lib/core/organization/people";
import { getKeyState } from "./mirror";
import { type KeyEvent, keyHistory } from "./schema";

const fields = ["name", "status", "workspaceId", "expiresAt", "owner"] as const;

/** The audit log and change feed may lack fields. */
const state = z.looseObject({
  name: z.string().nullish(),
  status: z.string().nullish(),
  workspaceId: z.string().nullish(),
  expiresAt: z.string().nullish(),
  owner: z.string().nullish(),
});

/**
 * Newest first.
 * @throws AppError not_found, also if the key isn't visible
 */
export async function listKeyHistory(by: Permit<"keys:read">, keyId: string): Promise<KeyEvent[]> {
  await getKeyState(by, keyId);
  const events = await listHistory(by, "api_key", [keyId]);
  const toPerson = await findPeople(
    by.actor,
    events.map(({ actorEmail }) => actorEmail),
  );
  return keyHistory.parse(
    events.map(({ at, action, before, after, ...event }) => ({
      ...event,
      at: at.toISOString(),
      actorName: toPerson(event.actorEmail).name,
      what: event.outcome === null ? action.replace("api_key.", "") : action,
      differences: toDifferences(before, after),
    })),
  );
}

/** Only if both sides are known: a refused operation changed nothing. */
function toDifferences(before: unknown, after: unknown): KeyEvent["differences"] {
  const [from, to] = [state.safeParse(before), state.safeParse(after)];
  if (!from.success || !to.success) return [];
  return fields
    .filter((field) => field in from.data && field in to.data && from.data[field] !== to.data[field])
    .map((field) => ({ field, before: from.data[field] ?? null, after: to.data[field] ?? null }));
}
