import "server-only";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { webhooks } from "@/lib/core/db/delivery-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { openWebhook, sealWebhook } from "./webhook";

type Resealed = { resealed: number; unreadable: number };

/**
 * After a rotation, encrypts webhooks, also those that wait for an approval, with the current key. `unreadable` were
 * encrypted with a key that isn't given.
 */
export async function resealWebhooks(): Promise<Resealed> {
  const db = await database();
  return db.transaction(async (tx) => {
    const [kept, waiting] = [await resealKept(tx), await resealWaiting(tx)];
    const count = (found: boolean) => [...kept, ...waiting].filter((isOpen) => isOpen === found).length;
    return { resealed: count(true), unreadable: count(false) };
  });
}

async function resealKept(tx: Transaction): Promise<boolean[]> {
  const rows = await tx.select({ id: webhooks.id, sealed: webhooks.sealed }).from(webhooks).for("update");
  return eachInTurn(rows, async ({ id, sealed: old }) => {
    const sealed = await reseal(old);
    if (sealed !== null) await tx.update(webhooks).set({ sealed }).where(eq(webhooks.id, id));
    return sealed !== null;
  });
}

const waiting = z.looseObject({ secretSealed: z.string() });

async function resealWaiting(tx: Transaction): Promise<boolean[]> {
  const { runId, position, input, state } = bulkRows;
  const rows = await tx
    .select({ runId, position, input })
    .from(bulkRows)
    .where(sql`${state} = 'queued' and ${input} ->> 'secretSealed' is not null`)
    .for("update");
  return eachInTurn(rows, async (row) => {
    const given = waiting.parse(row.input);
    const secretSealed = await reseal(given.secretSealed);
    if (secretSealed === null) return false;
    await tx
      .update(bulkRows)
      .set({ input: { ...given, secretSealed } })
      .where(sql`${runId} = ${row.runId} and ${position} = ${row.position}`);
    return true;
  });
}

async function reseal(sealed: string): Promise<string | null> {
  const webhook = await openWebhook(sealed);
  return webhook && sealWebhook(webhook);
}

/** A transaction runs one statement at a time. */
async function eachInTurn<T>(rows: T[], run: (row: T) => Promise<boolean>): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const row of rows) results.push(await run(row));
  return results;
}
