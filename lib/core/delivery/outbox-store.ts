import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { and, eq, inArray, lt, notInArray, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { deliveries, unsubscribes } from "@/lib/core/db/delivery-tables";
import { dayMs } from "@/lib/core/format/calendar";
import { processSingleton } from "@/lib/core/process/process-singleton";
import type { Delivery } from "./message";
import type { Recipient } from "./schema";
import type { DeliveryState } from "./vocabulary";

/** Longer than a sender takes, so that nothing that is being sent is called lost. */
const lostMs = 3 * 60_000;
const keptDays = 400;

type About = Pick<Delivery, "kind" | "sourceId" | "occasion" | "content">;

/** Stores one message for each recipient, each once, except for those who unsubscribed. Returns their IDs. */
export async function enqueue(
  tx: Transaction,
  about: About,
  recipients: readonly Recipient[],
  now: Date,
): Promise<string[]> {
  const { kind, sourceId } = about;
  const isOfSource = and(eq(unsubscribes.kind, kind), eq(unsubscribes.sourceId, sourceId));
  const left = await tx.select({ address: unsubscribes.address }).from(unsubscribes).where(isOfSource);
  const wanted = recipients.filter(({ id }) => !left.some(({ address }) => address === id));
  if (wanted.length === 0) return [];
  const rows = wanted.map(({ channel, id: recipient }) => ({
    ...about,
    id: toDeliveryId(about, channel, recipient),
    channel,
    recipient,
    state: "waiting",
    nextAttemptAt: now,
    createdAt: now,
  }));
  await tx.insert(deliveries).values(rows).onConflictDoNothing();
  return rows.map(({ id }) => id);
}

/** Made from what the message is about, so that whoever stores it again finds it there. */
export function toDeliveryId(
  { kind, sourceId, occasion }: Pick<About, "kind" | "sourceId" | "occasion">,
  channel: string,
  recipient: string,
): string {
  const text = JSON.stringify([kind, sourceId, occasion, channel, recipient]);
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

export async function findDelivery(id: string): Promise<Delivery | undefined> {
  const db = await database();
  const [row] = await db.select().from(deliveries).where(eq(deliveries.id, id));
  return row && toDelivery(row);
}

/** Notices about security come first, however much else waits. */
export async function listDue(now: Date, most: number): Promise<Delivery[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.state, "waiting"),
        sql`${deliveries.nextAttemptAt} <= ${now.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(sql`${deliveries.kind} <> 'notice'`, deliveries.nextAttemptAt, deliveries.id)
    .limit(most);
  return rows.map(toDelivery);
}

/** Identifies this process for as long as it lives. */
const getClaimant = () => processSingleton("delivery-claimant", () => randomUUID());

/** Right before sending. From here on, only an answer ends the doubt; false if someone else was first. */
export async function claim(id: string, now: Date): Promise<boolean> {
  const db = await database();
  const claimed = await db
    .update(deliveries)
    .set({
      state: "sending",
      claimedBy: getClaimant(),
      claimedAt: now,
      attempts: sql`${deliveries.attempts} + 1`,
      nextAttemptAt: null,
    })
    .where(and(eq(deliveries.id, id), eq(deliveries.state, "waiting")))
    .returning({ id: deliveries.id });
  return claimed.length === 1;
}

/** A claim counts an attempt; `attempts` counts one without. */
export type Outcome = {
  state: DeliveryState;
  errorCode: string | null;
  nextAttemptAt: Date | null;
  attempts?: number;
};

export type Settling = { isClaimed: boolean; now: Date };

/**
 * What this process has claimed, also after another has called it unknown, because this one knows. What it hasn't, only
 * while it waits, because someone else may be sending it. False if neither is so.
 */
export async function settleDelivery(
  id: string,
  outcome: Outcome,
  { isClaimed, now }: Settling,
): Promise<boolean> {
  const db = await database();
  const isMine = and(
    eq(deliveries.claimedBy, getClaimant()),
    inArray(deliveries.state, ["sending", "unknown"]),
  );
  const settled = await db
    .update(deliveries)
    .set({ ...outcome, settledAt: outcome.nextAttemptAt ? null : now })
    .where(and(eq(deliveries.id, id), isClaimed ? isMine : eq(deliveries.state, "waiting")))
    .returning({ id: deliveries.id });
  return settled.length === 1;
}

/** Messages whose sender died or hangs become unknown: they may have arrived, so they are never sent again. */
export async function settleLost(now: Date): Promise<number> {
  const db = await database();
  const isOld = lt(deliveries.claimedAt, new Date(now.getTime() - lostMs));
  const lost = await db
    .update(deliveries)
    .set({ state: "unknown", errorCode: "sender_lost", settledAt: now })
    .where(and(eq(deliveries.state, "sending"), isOld))
    .returning({ id: deliveries.id });
  return lost.length;
}

/** Deletes messages that were settled so long ago that they can't be stored again. */
export async function pruneDeliveries(now: Date): Promise<void> {
  const db = await database();
  const isOld = lt(deliveries.settledAt, new Date(now.getTime() - keptDays * dayMs));
  await db.delete(deliveries).where(and(isOld, notInArray(deliveries.state, ["waiting", "sending"])));
}

function toDelivery(row: typeof deliveries.$inferSelect): Delivery {
  const { id, kind, sourceId, occasion, recipient, content, attempts } = row;
  // Sound: only `enqueue` writes here.
  return {
    id,
    kind,
    sourceId,
    occasion,
    recipient,
    content,
    attempts,
    channel: row.channel as Delivery["channel"],
  };
}
