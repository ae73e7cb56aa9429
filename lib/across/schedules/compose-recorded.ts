import "server-only";
import { findEntry, openEntry } from "@/lib/core/audit/entry";
import { getActor } from "@/lib/core/auth/actor";
import type { Composed, Delivery } from "@/lib/core/delivery/message";
import { env } from "@/lib/core/env/env";
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

/** Trying again sends the same file, and a server that was killed may have left its record without an outcome. */
async function recordOnce({ id, recipient }: Delivery, row: ScheduleRow, file: string): Promise<void> {
  const request = { scheduleId: row.id, report: row.report, query: row.query, recipient };
  const found = await findEntry(id);
  if (found?.settled) return;
  const entry = found?.entry ?? (await openDownload(id, row.owner, { file, request }));
  await entry?.settle({ outcome: "succeeded", label: file, after: request });
}

async function openDownload(
  entryId: string,
  owner: string,
  { file, request }: { file: string; request: object },
) {
  const actor = await getActor(owner);
  return actor && openEntry({ entryId, actor, action: "export.download", targetId: file, request });
}
