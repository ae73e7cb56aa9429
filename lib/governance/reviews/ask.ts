import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import type { Answer, Ask } from "./change-schema";
import { getReview } from "./detail-read-model";
import { addEvent, answerEvent } from "./events-store";
import { getPlace, selectRows } from "./rows-read-model";
import { getRecord, lockOpen } from "./store";

/** @throws AppError not_found; refused once the review is closed; invalid for a due date that isn't later */
export async function askAdmins(by: Permit<"reviews:write">, given: Ask, entry: AuditEntry): Promise<void> {
  const { reviewId, workspaceId, row, dueOn, note } = given;
  const { review } = await getReview(by, reviewId);
  if (workspaceId !== null) await requireRow(by, { reviewId, workspaceId, row });
  if (dueOn !== null && dueOn <= review.dueOn)
    throw new AppError("invalid", "it isn't later", { fields: { dueOn: ["isn't later"] } });
  const event = {
    id: entry.id,
    reviewId,
    kind: dueOn === null ? ("question" as const) : ("days" as const),
    workspaceId,
    rows: row === null ? null : [row],
    dueOn,
    note,
  };
  const after = {
    ...(workspaceId !== null && { workspaceId }),
    ...(row !== null && { rows: [row] }),
    ...(dueOn && { dueOn }),
    note,
  };
  await entry.settle({ outcome: "succeeded", label: review.name, after }, async (tx) => {
    await lockOpen(tx, reviewId);
    await addEvent(tx, { ...event, by: by.actor.email });
  });
}

async function requireRow(
  by: Permit<"reviews:write">,
  { row, ...asked }: { reviewId: string; workspaceId: string; row: string | null },
): Promise<void> {
  await getPlace(by, asked);
  if (row === null) return;
  const rows = await selectRows(await database(), asked, by.actor);
  if (!rows.some(({ userId }) => userId === row)) throw new AppError("not_found", "there is no such row");
}

/** @throws AppError not_found; conflict if somebody answered meanwhile; refused once the review is closed */
export async function answerAsked(
  { actor }: Permit<"reviews:manage">,
  given: Answer,
  entry: AuditEntry,
): Promise<void> {
  const { name } = await getRecord(given.reviewId);
  const after = { note: given.answer };
  await entry.settle({ outcome: "succeeded", label: name, after }, (tx) =>
    answerEvent(tx, given, actor.email),
  );
}
