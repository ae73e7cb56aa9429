import "server-only";
import { eq, lt, sql } from "drizzle-orm";
import { toPartAnswer } from "@/lib/core/admin-api/absence";
import { database } from "@/lib/core/db/client";
import { complianceActivities, complianceFeed } from "@/lib/core/db/compliance-tables";
import type { Transaction } from "@/lib/core/db/database";
import { recall } from "@/lib/core/db/forgotten";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { savePartAnswer } from "@/lib/core/db/parts";
import { addUnreadable, forgetUnreadable } from "@/lib/core/db/unreadable-rows";
import type { AppError } from "@/lib/core/errors/errors";
import { toDay, toDayAgo } from "@/lib/core/format/calendar";
import { attributeChanges } from "./authors-store";
import type { ActivityPage } from "./gateway";
import { isOwnRead, type ReceivedActivity } from "./response-schema";

const capability = "compliance";
const noun = "activity";
const chunkRows = 500;
const unreadableDays = 30;
const keptYears = 6;

export type FeedState = Omit<typeof complianceFeed.$inferSelect, "id">;
type CapabilityState = { isGranted: boolean; errorCode: string | null; probedAt: Date };

export const unread: FeedState = {
  anchorId: null,
  anchorAt: null,
  oldestId: null,
  oldestAt: null,
  isComplete: false,
};

export async function getFeedState(): Promise<FeedState> {
  const db = await database();
  const [found] = await db.select().from(complianceFeed).where(eq(complianceFeed.id, 1));
  return found ?? unread;
}

type Read = { page: ActivityPage; askedAt: Date; change: Partial<FeedState>; notBefore: Date };

/**
 * Stores a page, its cursor, and the authors it reveals in one transaction: a kill at any point loses nothing, and what
 * is read twice is stored once.
 */
export async function savePage({ page, askedAt, change, notBefore }: Read): Promise<void> {
  const kept = page.rows.filter((row) => !isOwnRead(row) && row.at >= notBefore);
  const db = await database();
  await db.transaction(async (tx) => {
    await insertActivities(tx, await recall(tx, kept));
    if (page.unreadable.length > 0) {
      const part = toDay(askedAt);
      await addUnreadable(tx, { noun, part }, page.unreadable, askedAt);
    }
    await tx
      .insert(complianceFeed)
      .values({ id: 1, ...unread, ...change })
      .onConflictDoUpdate({ target: complianceFeed.id, set: { id: 1, ...change } });
    await attributeChanges(tx, toRange(page.rows, askedAt));
  });
}

function toRange(rows: readonly ReceivedActivity[], askedAt: Date): { from: Date; to: Date } {
  const times = rows.map(({ at }) => at.getTime());
  // Not spread: a page may hold more rows than a call takes arguments.
  const from = times.reduce((one, other) => Math.min(one, other), askedAt.getTime());
  const to = times.reduce((one, other) => Math.max(one, other), from);
  return { from: new Date(from), to: new Date(to) };
}

async function insertActivities(tx: Transaction, rows: readonly ReceivedActivity[]): Promise<void> {
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = rows.slice(start, start + chunkRows);
    await tx.insert(complianceActivities).values(chunk).onConflictDoNothing();
  }
}

/** Changes that a sync saw since the last page may already have their activity here. */
export async function matchSince(from: Date): Promise<void> {
  const db = await database();
  await db.transaction((tx) => attributeChanges(tx, { from, to: new Date() }));
}

export async function forgetOld(now: Date): Promise<void> {
  const oldest = new Date(now);
  oldest.setUTCFullYear(oldest.getUTCFullYear() - keptYears);
  const lastDay = toDayAgo(unreadableDays, now);
  const db = await database();
  await db.delete(complianceActivities).where(lt(complianceActivities.at, oldest));
  await forgetUnreadable(db, noun, (part) => sql`${part} < ${lastDay}`);
}

export async function getComplianceCapability(): Promise<CapabilityState | undefined> {
  const db = await database();
  const [found] = await db.select().from(keyCapabilities).where(eq(keyCapabilities.name, capability));
  return found;
}

/** Turning the feed off is the organization's choice, not a right that the key has lost. */
export function noteComplianceCapability(refusal: AppError | null, probedAt: Date): Promise<void> {
  return savePartAnswer(capability, toPartAnswer(refusal, probedAt), false);
}
