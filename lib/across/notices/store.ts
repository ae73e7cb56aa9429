import "server-only";
import { and, asc, eq, gt, gte, inArray, lt, lte, max, sql } from "drizzle-orm";
import { auditLog, sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { noticeCursor } from "@/lib/core/db/notice-tables";
import { type NoticeAction, noticeActions } from "./kinds";

/** Without a cursor, such as after an upgrade, only what has just happened is news. */
const freshMs = 15 * 60_000;

const isNoticed = and(
  eq(auditLog.phase, "outcome"),
  eq(auditLog.outcome, "succeeded"),
  inArray(auditLog.action, noticeActions),
);

export type Span = { from: number | null; to: number };

/** What the audit log got since the last time; null if that is nothing. */
export async function findSpan(): Promise<Span | null> {
  const db = await database();
  const [cursor] = await db.select({ seq: noticeCursor.seq }).from(noticeCursor);
  const [end] = await db.select({ seq: max(auditLog.seq) }).from(auditLog);
  const from = cursor?.seq ?? null;
  const to = end?.seq ?? 0;
  return from === to ? null : { from, to };
}

/** False if another server was faster. */
export async function moveCursor(tx: Transaction, { from, to }: Span): Promise<boolean> {
  const moved =
    from === null
      ? await tx.insert(noticeCursor).values({ id: 1, seq: to }).onConflictDoNothing().returning()
      : await tx.update(noticeCursor).set({ seq: to }).where(eq(noticeCursor.seq, from)).returning();
  return moved.length === 1;
}

export async function listNewLines({ from, to }: Span, now: Date) {
  const db = await database();
  const isFresh = gt(auditLog.at, new Date(now.getTime() - freshMs));
  return db
    .select({
      entryId: auditLog.entryId,
      action: sql<NoticeAction>`${auditLog.action}`,
      at: auditLog.at,
      actorEmail: sql<string>`lower(${auditLog.actorEmail})`,
      address: auditLog.actorAddress,
      method: auditLog.actorMethod,
      targetId: auditLog.targetId,
      after: auditLog.after,
      userAgent: sessions.userAgent,
    })
    .from(auditLog)
    .leftJoin(sessions, eq(sql`${sessions.id}::text`, auditLog.actorSession))
    .where(and(isNoticed, from === null ? isFresh : gt(auditLog.seq, from), lte(auditLog.seq, to)))
    .orderBy(asc(auditLog.seq));
}

export type NewLine = Awaited<ReturnType<typeof listNewLines>>[number];

/** The log's lines between two times, for a mail that sums up an hour. */
export async function listLines(since: Date, until: Date) {
  const db = await database();
  return db
    .select({
      action: sql<NoticeAction>`${auditLog.action}`,
      actorEmail: auditLog.actorEmail,
      targetId: auditLog.targetId,
    })
    .from(auditLog)
    .where(and(isNoticed, gte(auditLog.at, since), lt(auditLog.at, until)));
}

/** How many mails about one action each person has got since then, by who acted. */
export async function countMails(action: NoticeAction, since: Date): Promise<Map<string, number>> {
  const db = await database();
  const actor = sql<string>`${deliveries.content} ->> 'actor'`;
  const rows = await db
    .select({ recipient: deliveries.recipient, actor, count: sql<number>`count(*)::int` })
    .from(deliveries)
    .where(
      and(eq(deliveries.kind, "notice"), eq(deliveries.occasion, action), gte(deliveries.createdAt, since)),
    )
    .groupBy(deliveries.recipient, actor);
  return new Map(rows.map(({ recipient, actor: by, count }) => [toCountKey(recipient, by), count]));
}

export function toCountKey(recipient: string, actor: string): string {
  return JSON.stringify([recipient, actor]);
}
