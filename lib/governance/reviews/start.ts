import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { toKeptSignIn } from "@/lib/core/auth/kept-session";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import type { StartReview } from "./change-schema";
import { dropDraft, freezeReview } from "./freeze-store";
import { toNextStart } from "./next-start";
import { refuseUnfit } from "./reviewers";
import { openReview, type ReviewRecord } from "./store";
import { grantsPlace } from "./vocabulary";

/**
 * Freezes first, then opens the review together with its audit entry, which holds the hash of what was frozen.
 * @throws AppError invalid for a due date in the past; refused where there is nothing to review
 */
export async function startReview(
  by: Permit<"reviews:manage">,
  { reviewId, ...given }: StartReview,
  {
    entry,
    series,
  }: { entry: AuditEntry; series?: Pick<ReviewRecord, "id" | "method" | "memberId" | "providerAddress"> },
): Promise<{ reviewId: string }> {
  const now = new Date();
  const today = toDay(now);
  if (given.dueOn < today) throw new AppError("invalid", "it is past", { fields: { dueOn: ["is past"] } });
  if (!series) await refuseChosen(given);
  const nextAt = given.cadence === "once" ? null : toNextStart(given.cadence, now);
  const { method, memberId, providerAddress } = series ?? toKeptSignIn(by.actor.session);
  const signIn = { startedBy: by.actor.email, method, memberId, providerAddress };
  const draft = { id: reviewId, ...given, nextAt, ...signIn, startedAt: now };
  const frozen = await freezeReview(draft, today);
  try {
    if (frozen.rows === 0)
      throw new AppError("refused", "no one is in these workspaces", {
        reason: "review_without_rows",
        fields: { scope: ["is empty"] },
      });
    const { name: label, kind, scope, dueOn, cadence } = given;
    await entry.settle(
      { outcome: "succeeded", label, after: { kind, scope: scope.of, dueOn, cadence, ...frozen } },
      (tx) => openReview(tx, reviewId, series?.id),
    );
  } catch (cause) {
    await dropDraft(reviewId);
    throw cause;
  }
  return { reviewId };
}

/** A series goes on without those who may no longer decide; who starts one is told. */
async function refuseChosen({ scope, fallback }: Pick<StartReview, "scope" | "fallback">): Promise<void> {
  // They may have to decide about any workspace, which only admins can.
  await refuseUnfit({ workspaceId: grantsPlace, reviewers: fallback }, "fallback");
  for (const [workspaceId, reviewers] of Object.entries(scope.reviewers ?? {}))
    await refuseUnfit({ workspaceId, reviewers });
}
