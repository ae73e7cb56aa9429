import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Database, Transaction } from "@/lib/core/db/database";
import { reviewRows } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import type { Decide } from "./change-schema";
import { getPlace, mayDecide, mayDecideRow, type StoredRow, selectRows } from "./rows-read-model";
import { lockOpen, toClosed, toMeanwhile } from "./store";
import { type Decision, decidableStates, listOffered, needsReason, toLastDay } from "./vocabulary";

type By = Permit<"reviews:write">;

export type Reviewed = {
  name: string;
  /** Whether the whole workspace is theirs, not only what was handed over to them. */
  isReviewer: boolean;
  mayDecide: (row: StoredRow) => boolean;
};

/** @throws AppError not_found; refused once the review is closed */
export async function getReviewed(
  by: By,
  asked: { reviewId: string; workspaceId: string },
): Promise<Reviewed> {
  const place = await getPlace(by, asked);
  if (place.isClosed) throw toClosed();
  const { actor } = by;
  return {
    name: place.name,
    isReviewer: mayDecide(actor, place),
    mayDecide: (row) => mayDecideRow(actor, place, row),
  };
}

export function toNotReviewer(): AppError {
  return new AppError("refused", "they don't decide about this", { reason: "not_reviewer" });
}

/** @throws AppError conflict, refused, invalid: then no decision is stored */
export async function decideRows(
  tx: Transaction,
  by: By,
  given: Decide,
  { mayDecide }: Reviewed,
): Promise<void> {
  await lockOpen(tx, given.reviewId);
  const rows = await findRows(tx, by, given);
  if (!rows.every(mayDecide)) throw toNotReviewer();
  for (const row of rows) refuseDecision(row, given);
  const { reviewId, workspaceId, decision, newRole, rotateBy, reason } = given;
  const pairs = JSON.stringify(given.rows.map(({ userId }) => userId));
  await tx.execute(sql`update ${reviewRows} set version = version + 1, decision = ${decision},
      new_role = ${decision === "change" ? newRole : null},
      rotate_by = ${decision === "change" ? rotateBy : null}::date, reason = ${decision === null ? null : reason || null},
      decided_by = ${decision === null ? null : by.actor.email.toLowerCase()},
      decided_at = case when ${decision}::text is null then null else now() end,
      submitted_at = null, submitted_by = null, run_id = null
    where review_id = ${reviewId}::uuid and workspace_id = ${workspaceId}
      and user_id in (select jsonb_array_elements_text(${pairs}::jsonb))`);
}

/** @throws AppError conflict if one of them is gone, or was decided by someone else meanwhile */
async function findRows(db: Database | Transaction, by: By, given: Decide): Promise<StoredRow[]> {
  const known = new Map((await selectRows(db, given, by.actor)).map((row) => [row.userId, row]));
  return given.rows.map(({ userId, version }) => {
    const row = known.get(userId);
    if (row?.version !== version) throw toMeanwhile();
    return row;
  });
}

function refuseDecision(row: StoredRow, given: Decide): void {
  const { decision, reason } = given;
  if (row.isSelf) throw new AppError("refused", "it is their own", { reason: "own_membership" });
  if (!decidableStates.includes(row.state)) throw toMeanwhile();
  if (decision === null) return;
  refuseUnoffered(row, decision);
  if (decision === "change") refuseChange(row, given);
  const isNeeded = needsReason(row, decision) || (decision === "remove" && row.isInherited);
  if (isNeeded && reason === "")
    throw new AppError("refused", "it needs a reason", {
      reason: "decision_needs_reason",
      fields: { reason: ["is missing"] },
    });
}

function refuseUnoffered(row: StoredRow, decision: Decision): void {
  if (listOffered(row).includes(decision)) return;
  if (row.kind === "memberships")
    throw new AppError("refused", "an organization role gives it", { reason: "inherited_access" });
  if (decision === "remove")
    throw new AppError("refused", "the environment gives it", { reason: "break_glass_access" });
  throw new AppError("invalid", "there is nothing to change", { fields: { decision: ["is not offered"] } });
}

/** A key is rotated by a day, and a membership gets another role. */
function refuseChange(row: StoredRow, { newRole, rotateBy }: Decide): void {
  const isKey = row.kind === "keys";
  if (isKey && (newRole !== null || rotateBy === null || rotateBy < toDay(new Date())))
    throw new AppError("invalid", "there is no day to come", { fields: { rotateBy: ["is past"] } });
  if (isKey && rotateBy !== null && rotateBy > (toLastDay(row) ?? rotateBy))
    throw new AppError("invalid", "the key ends before", { fields: { rotateBy: ["is after the key ends"] } });
  if (!isKey && (rotateBy !== null || newRole === null || newRole === row.role))
    throw new AppError("invalid", "there is no other role", { fields: { newRole: ["is the present one"] } });
}
