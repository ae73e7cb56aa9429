import "server-only";
import { database } from "@/lib/core/db/client";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import type { SentOutcome } from "@/lib/core/delivery/schema";
import { sendNow } from "@/lib/core/delivery/send";
import { composeRecorded } from "./compose-recorded";
import type { ScheduleRow } from "./store";

/** Sends a report to every recipient now, besides the regular ones. */
export async function sendScheduledNow(
  { id, recipients }: Pick<ScheduleRow, "id" | "recipients">,
  entryId: string,
): Promise<SentOutcome[]> {
  const now = new Date();
  const about = { kind: "schedule", sourceId: id, occasion: `${now.toISOString()} ${entryId}`, content: {} };
  const db = await database();
  const ids = await db.transaction((tx) => enqueue(tx, about, recipients, now));
  return sendNow(ids, composeRecorded);
}
