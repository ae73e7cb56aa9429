import "server-only";
import { and, asc, eq, lte, sql } from "drizzle-orm";
import { toKeptSignIn } from "@/lib/core/auth/kept-session";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { schedules } from "@/lib/core/db/schedule-tables";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import { AppError } from "@/lib/core/errors/errors";
import type { SavedSchedule } from "./schema";
import { maxSchedulesEach, type Rhythm, toNextRun } from "./vocabulary";

export type ScheduleRow = typeof schedules.$inferSelect;

export function mayWrite({ owner }: Pick<ScheduleRow, "owner">, { email, persona }: Actor): boolean {
  return persona === "admin" || owner === email.toLowerCase();
}

/** @throws AppError not_found, also for someone else's unless an admin asks */
export async function getOwnSchedule(actor: Actor, id: string): Promise<ScheduleRow> {
  const db = await database();
  const [found] = await db.select().from(schedules).where(eq(schedules.id, id));
  if (!found || !mayWrite(found, actor)) throw new AppError("not_found", "there is no such schedule");
  return found;
}

export async function findSchedule(id: string): Promise<ScheduleRow | undefined> {
  const db = await database();
  const [found] = await db.select().from(schedules).where(eq(schedules.id, id));
  return found;
}

/** @throws AppError conflict for one too many, and for an ID that is there already */
export async function insertSchedule(tx: Transaction, actor: Actor, given: SavedSchedule): Promise<void> {
  await tx.execute(sql`lock table ${schedules} in share row exclusive mode`);
  const owner = actor.email.toLowerCase();
  if ((await tx.$count(schedules, eq(schedules.owner, owner))) >= maxSchedulesEach)
    throw new AppError("conflict", "too many schedules", { reason: "too_many_schedules" });
  if ((await tx.$count(schedules, eq(schedules.id, given.scheduleId))) > 0)
    throw new AppError("conflict", "the schedule is there already");
  const now = new Date();
  const { scheduleId: id, ...terms } = given;
  await tx.insert(schedules).values({
    id,
    owner,
    ...toKeptSignIn(actor.session),
    ...terms,
    nextAt: toNextRun(given, now),
    createdAt: now,
    changedAt: now,
  });
}

export async function updateSchedule(tx: Transaction, actor: Actor, given: SavedSchedule): Promise<void> {
  const now = new Date();
  const { scheduleId, ...terms } = given;
  await tx
    .update(schedules)
    .set({ ...terms, ...toSignIn(actor), nextAt: toNextRun(given, now), changedAt: now })
    .where(eq(schedules.id, scheduleId));
}

/** Pauses or resumes; reports that were due during a pause aren't sent afterward. */
export async function pauseSchedule(
  tx: Transaction,
  actor: Actor,
  row: ScheduleRow,
  isPaused: boolean,
): Promise<void> {
  await tx
    .update(schedules)
    .set({
      isPaused,
      ...toSignIn(actor),
      nextAt: toNextRun(toRhythm(row), new Date()),
      changedAt: new Date(),
    })
    .where(eq(schedules.id, row.id));
}

/** Only the owner's own sign-in is kept, because a report is sent with its owner's rights. */
function toSignIn({ email, session }: Actor) {
  const { method, memberId, providerAddress } = toKeptSignIn(session);
  const isOwner = sql`${schedules.owner} = ${email.toLowerCase()}`;
  return {
    method: sql`case when ${isOwner} then ${method} else ${schedules.method} end`,
    memberId: sql`case when ${isOwner} then ${memberId} else ${schedules.memberId} end`,
    providerAddress: sql`case when ${isOwner} then ${providerAddress} else ${schedules.providerAddress} end`,
  };
}

export async function deleteSchedule(tx: Transaction, id: string): Promise<void> {
  await tx.delete(schedules).where(eq(schedules.id, id));
}

/**
 * Stores the messages of what is due and when it is due again, together, so that no server does it twice. After an
 * outage, what was missed comes once.
 */
export async function expandSchedules(now: Date): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const isDue = and(lte(schedules.nextAt, now), eq(schedules.isPaused, false));
    const due = await tx
      .select()
      .from(schedules)
      .where(isDue)
      .orderBy(asc(schedules.nextAt))
      .for("update", { skipLocked: true });
    for (const row of due) {
      const about = { kind: "schedule", sourceId: row.id, occasion: row.nextAt.toISOString(), content: {} };
      await enqueue(tx, about, row.recipients, now);
      await tx
        .update(schedules)
        .set({ nextAt: toNextRun(toRhythm(row), now) })
        .where(eq(schedules.id, row.id));
    }
  });
}

export function toRhythm({ cadence, day, hour }: ScheduleRow): Rhythm {
  return { cadence: cadence as Rhythm["cadence"], day, hour }; // Sound: only parsed ones are stored.
}
