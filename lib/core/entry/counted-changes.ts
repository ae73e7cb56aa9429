import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import type { Actor } from "@/lib/core/auth/session";
import { isFresh } from "@/lib/core/auth/step-up";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { addRecentChanges, countRecentChanges, removeRecentChanges } from "@/lib/core/db/recent-changes";
import { AppError } from "@/lib/core/errors/errors";
import { toAnswer, toFailureOf } from "./action-steps";
import { countChanges, isCounted, isDangerous, isMighty, maxHarmlessRows } from "./dangerous-operations";
import { toPersonKey } from "./session-limits";
import type { ActionResult } from "./unwrap";

/**
 * Prepares to count changes that this person starts. The count itself belongs in the transaction that stores them, so
 * that requests at the same moment can't all pass.
 */
export async function prepareCount(
  actor: Actor,
): Promise<(tx: Transaction, changes: number) => Promise<string | null>> {
  const most = (await isFresh(actor)) ? Number.POSITIVE_INFINITY : maxHarmlessRows;
  return async (tx, rows) => {
    if (rows === 0) return null;
    const id = await addRecentChanges(tx, { person: toPersonKey(actor), rows, most });
    if (id === null)
      throw new AppError("step_up_required", `more than ${maxHarmlessRows} changes in an hour`);
    return id;
  };
}

/**
 * Whether one of several writes that belong together needs a recent sign-in that this person doesn't have. Asked before
 * the first of them, so that the question doesn't come when half is done.
 */
export async function needsConfirmation(
  actor: Actor,
  {
    operations,
    roles,
  }: { operations: readonly (readonly [AuditAction, number])[]; roles: readonly string[] },
): Promise<boolean> {
  if (await isFresh(actor)) return false;
  if (isMighty(roles) || operations.some(([action, rows]) => isDangerous(action, rows))) return true;
  const rows = operations.reduce((sum, [action, count]) => sum + (isCounted(action) ? count : 0), 0);
  return (await countRecentChanges(await database(), toPersonKey(actor))) + rows > maxHarmlessRows;
}

/** Runs before anything is sent. What changes nothing is not counted in the end. */
export async function withCount<Data>(
  { actor, name, input, entry }: { actor: Actor; name: AuditAction; input: unknown; entry: AuditEntry },
  next: () => Promise<ActionResult<Data>>,
): Promise<ActionResult<Data>> {
  const changes = countChanges(name, input);
  if (changes === 0) return next();
  const count = await prepareCount(actor);
  const db = await database();
  const id = await db.transaction((tx) => count(tx, changes));
  const result = await toAnswer(name, next);
  if (toFailureOf(result) && id !== null && entry.hasChangedNothing)
    await db.transaction((tx) => removeRecentChanges(tx, id));
  return result;
}
