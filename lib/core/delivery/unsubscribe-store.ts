import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { openEntry } from "@/lib/core/audit/entry";
import { getAddressActor } from "@/lib/core/auth/actor";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { unsubscribes } from "@/lib/core/db/delivery-tables";
import { reviews } from "@/lib/core/db/review-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { readUnsubscribeToken, type Subscription } from "./unsubscribe";

const isOf = ({ kind, sourceId, recipient }: Subscription) =>
  and(eq(unsubscribes.kind, kind), eq(unsubscribes.sourceId, sourceId), eq(unsubscribes.address, recipient));

const tables = { budget: budgets, schedule: schedules, review: reviews };

/** Null for anything that isn't one of our links, and once what it is about is gone. */
export async function findSubscription(token: string): Promise<Subscription | null> {
  const subscription = await readUnsubscribeToken(token);
  const kind = (["budget", "schedule", "review"] as const).find((one) => one === subscription?.kind);
  if (!subscription || !kind) return null;
  const db = await database();
  const isSource = sql`id::text = ${subscription.sourceId}`;
  return (await db.$count(tables[kind], isSource)) > 0 ? subscription : null;
}

export async function isUnsubscribed(subscription: Subscription): Promise<boolean> {
  const db = await database();
  return (await db.$count(unsubscribes, isOf(subscription))) > 0;
}

/** Audited in the name of the address. Doing it twice changes nothing. */
export async function changeSubscription(subscription: Subscription, isWanted: boolean): Promise<void> {
  const { kind, sourceId, recipient: address } = subscription;
  if ((await isUnsubscribed(subscription)) === !isWanted) return;
  const entry = await openEntry({
    actor: getAddressActor(address),
    action: "delivery.unsubscribe",
    targetId: sourceId,
    request: { kind, isWanted },
  });
  await entry.settle({ outcome: "succeeded", label: address, after: { kind, isWanted } }, async (tx) => {
    if (isWanted) await tx.delete(unsubscribes).where(isOf(subscription));
    else
      await tx.insert(unsubscribes).values({ kind, sourceId, address, at: new Date() }).onConflictDoNothing();
  });
}
