import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "./database";

const lockNotAvailable = "55P03";
const betweenTriesMs = 20;
const maxTries = 250;

/**
 * Takes `turn` and every table, or gives all of them back and tries again, for at least five seconds: whoever waits for
 * one table while holding another waits forever for a read that took them the other way around.
 */
export async function lockTables(
  tx: Transaction,
  { turn, tables }: { turn: SQL; tables: readonly string[] },
): Promise<void> {
  const all = sql.raw(`lock table ${tables.join(", ")} in access exclusive mode nowait`);
  for (let tries = 1; ; tries += 1)
    try {
      return await tx.transaction(async (attempt) => {
        await attempt.execute(turn);
        await attempt.execute(all);
      });
    } catch (cause) {
      if (!isLocked(cause) || tries === maxTries) throw cause;
      await pause(betweenTriesMs);
    }
}

export function isLocked(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  return ("code" in cause && cause.code === lockNotAvailable) || isLocked(cause.cause);
}
