import "server-only";
import { eq } from "drizzle-orm";
import { openEntry } from "@/lib/audit/entry";
import { getActor } from "@/lib/auth/actor";
import { auditLog } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import type { Composed, Delivery } from "@/lib/delivery/message";
import { env } from "@/lib/env";
import { composeScheduled } from "./compose";
import { isFileOfPeople } from "./people";
import { findSchedule, type ScheduleRow } from "./store";

/** A file that leaves by mail is a download of the schedule's owner, recorded before it is sent. */
export async function composeRecorded(delivery: Delivery): Promise<Composed> {
  const row = await findSchedule(delivery.sourceId);
  // Schedules from before people could be sent, or of a report that has shown people only since.
  if (row && row.peopleConfirmedAt === null && isFileOfPeople(row)) return { stopped: "people_unconfirmed" };
  const composed = await composeScheduled(delivery);
  if (!row || "stopped" in composed || delivery.channel === "webhook" || !env.SMTP_URL) return composed;
  const file = composed.mail.attachments?.find(({ cid }) => cid === undefined);
  if (file) await recordOnce(delivery, row, file.filename);
  return composed;
}

/** Trying again sends the same file. */
async function recordOnce({ id, recipient }: Delivery, row: ScheduleRow, file: string): Promise<void> {
  const db = await database();
  if ((await db.$count(auditLog, eq(auditLog.entryId, id))) > 0) return;
  const actor = await getActor(row.owner);
  if (!actor) return;
  const request = { scheduleId: row.id, report: row.report, query: row.query, recipient };
  const entry = await openEntry({
    entryId: id,
    actor,
    action: "export.download",
    targetId: file,
    request,
  });
  await entry.settle({ outcome: "succeeded", label: file, after: request });
}
