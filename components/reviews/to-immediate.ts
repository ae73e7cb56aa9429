import type { Decide } from "@/lib/governance/reviews/change-schema";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { type Decision, needsReason } from "@/lib/governance/reviews/vocabulary";

type Given = Omit<Decide, "reviewId" | "workspaceId">;

/** What is sent right away; null if the decision needs a role or a reason first. Deciding the same again takes it back. */
export function toImmediate(row: ReviewRow, decision: Decision): Given | null {
  const rows = [{ userId: row.userId, version: row.version }];
  if (row.decision === decision && row.state === "decided")
    return { rows, decision: null, newRole: null, rotateBy: null, reason: "" };
  const isAsked =
    decision === "change" || needsReason(row, decision) || (decision === "remove" && row.isInherited);
  return isAsked ? null : { rows, decision, newRole: null, rotateBy: null, reason: row.reason ?? "" };
}
