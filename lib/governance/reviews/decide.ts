import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import type { Decide } from "./change-schema";
import { decideRows, getReviewed } from "./decide-store";

/** @throws AppError conflict, refused, invalid: then no decision is stored */
export async function decideReview(
  by: Permit<"reviews:write">,
  given: Decide,
  entry: AuditEntry,
): Promise<void> {
  const reviewed = await getReviewed(by, given);
  const { workspaceId, decision, newRole, rotateBy, reason, rows } = given;
  const after = {
    workspaceId,
    decision,
    role: newRole,
    ...(rotateBy && { rotateBy }),
    note: reason,
    rows: rows.map(({ userId }) => userId),
  };
  await entry.settle({ outcome: "succeeded", label: reviewed.name, after }, (tx) =>
    decideRows(tx, by, given, reviewed),
  );
}
