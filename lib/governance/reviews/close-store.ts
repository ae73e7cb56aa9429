import "server-only";
import { eq, sql } from "drizzle-orm";
import type { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { reviewRows, reviews, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";
import { addedSince } from "./added-sql";
import type { Close } from "./change-schema";
import { fromRows, stateOfRow } from "./state-sql";
import { lockOpen } from "./store";

const isDone = sql`state in ('kept', 'applied', 'left', 'archived')`;

/**
 * Writes down what has become of every row, which from then on depends on nothing else. What isn't done is an exception.
 * @throws AppError refused while the API is still asked, or if exceptions have no reason
 */
export async function closeRows(
  tx: Transaction,
  { reviewId, reason }: Close,
  closedBy: string,
): Promise<void> {
  const review = await lockOpen(tx, reviewId);
  const { waiting, open } = await countOpen(tx, reviewId);
  if (waiting > 0)
    throw new AppError("refused", "decisions are still applied", { reason: "review_applying" });
  if (open > 0 && reason === "")
    throw new AppError("refused", "exceptions need a reason", {
      reason: "decision_needs_reason",
      fields: { reason: ["is missing"] },
    });
  await tx.execute(sql`update ${reviewRows} set end_state = now.state,
      outcome = case when ${isDone} then now.state else 'exception' end,
      error_code = now.error_code, error_reason = now.reason, request_id = now.request_id,
      settled_at = now.finished_at
    from (select r.workspace_id, r.user_id, ${stateOfRow()} as state, b.error_code, b.reason, b.request_id,
        b.finished_at
      from ${fromRows} where r.review_id = ${reviewId}::uuid) now
    where review_rows.review_id = ${reviewId}::uuid and review_rows.workspace_id = now.workspace_id
      and review_rows.user_id = now.user_id`);
  await tx.execute(sql`update ${reviewWorkspaces} rw set joined = (
      select coalesce(jsonb_agg(jsonb_build_object('userId', p.user_id, 'email', p.email, 'name', p.name, 'role', p.role)
        order by p.email, p.name, p.user_id), '[]'::jsonb) from ${addedSince(review.kind)} p)
    where rw.review_id = ${reviewId}::uuid`);
  await tx
    .update(reviews)
    .set({ closedAt: new Date(), closedBy, closeReason: reason || null })
    .where(eq(reviews.id, reviewId));
}

export async function countOpen(
  tx: Transaction | Awaited<ReturnType<typeof database>>,
  reviewId: string,
): Promise<{ waiting: number; open: number; total: number }> {
  const { rows } = await tx.execute<{ waiting: number; open: number; total: number }>(sql`
    select (count(*) filter (where state = 'waiting'))::int as waiting,
      (count(*) filter (where not (${isDone})))::int as open, count(*)::int as total
    from (select ${stateOfRow()} as state from ${fromRows} where r.review_id = ${reviewId}::uuid) states`);
  return rows[0] ?? { waiting: 0, open: 0, total: 0 };
}
