import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Close } from "./change-schema";
import { closeRows, countOpen } from "./close-store";
import { getRecord } from "./store";

/** @throws AppError not_found, refused */
export async function closeReview(
  { actor }: Permit<"reviews:manage">,
  given: Close,
  entry: AuditEntry,
): Promise<void> {
  const { name, hash } = await getRecord(given.reviewId);
  const { open, total } = await countOpen(await database(), given.reviewId);
  const after = { rows: total, exceptions: open, note: given.reason, hash };
  await entry.settle({ outcome: "succeeded", label: name, after }, (tx) => closeRows(tx, given, actor.email));
}
