import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import type { HandOver } from "./change-schema";
import { getReviewed, toNotReviewer } from "./decide-store";
import { getReview } from "./detail-read-model";
import { addEvent } from "./events-store";
import { handPlace, handRows } from "./hand-over-store";
import { refuseUnfit } from "./reviewers";
import { lockOpen } from "./store";

type By = Permit<"reviews:write">;

/**
 * Somebody else decides from then on: about some rows, about a workspace, or about all that the person reviews.
 * @throws AppError refused for who may not decide, on either side; conflict if one of the rows is done meanwhile
 */
export async function handOver(by: By, given: HandOver, entry: AuditEntry): Promise<void> {
  const { reviewId, workspaceId, rows, to, note } = given;
  const { review, places } = await getReview(by, reviewId);
  const own = by.actor.email.toLowerCase();
  const reviewed = places.filter((place) => place.reviewers.some(({ email }) => email === own));
  const ids = workspaceId === null ? reviewed.map((place) => place.workspaceId) : [workspaceId];
  if (ids.length === 0) throw toNotReviewer();
  if (rows === null && to === own)
    throw new AppError("invalid", "it is theirs already", { fields: { to: ["is themselves"] } });
  const handed = await Promise.all(ids.map((id) => getReviewed(by, { reviewId, workspaceId: id })));
  if (rows === null && !handed.every(({ isReviewer }) => isReviewer)) throw toNotReviewer();
  for (const id of ids) await refuseUnfit({ workspaceId: id, reviewers: [to] }, "to");
  const after = { ...(workspaceId !== null && { workspaceId }), ...(rows && { rows }), to, note };
  await entry.settle({ outcome: "succeeded", label: review.name, after }, async (tx) => {
    await lockOpen(tx, reviewId);
    for (const [index, id] of ids.entries()) {
      const place = { reviewId, workspaceId: id };
      const reviewed = handed[index];
      if (rows === null) await handPlace(tx, place, { from: own, to });
      else if (reviewed) await handRows(tx, { ...place, by, reviewed, rows, to });
    }
    const event = { id: entry.id, reviewId, kind: "handed_over" as const, workspaceId, rows, note };
    await addEvent(tx, { ...event, by: by.actor.email, reviewers: [to] });
  });
}
