import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Recipient } from "@/lib/core/delivery/schema";
import { getMailFrom } from "@/lib/core/delivery/smtp";
import { AppError } from "@/lib/core/errors/errors";
import { toMayDecide } from "./rights-sql";

/** Nobody if mail isn't set up: they learn of it when they sign in. */
export function toMailed(emails: readonly string[]): Recipient[] {
  return getMailFrom() === null ? [] : emails.map((id) => ({ channel: "person", id }));
}

/** @throws AppError refused for a reviewer who could decide nothing */
export async function refuseUnfit(
  { workspaceId, reviewers }: { workspaceId: string; reviewers: readonly string[] },
  field: "reviewers" | "fallback" | "to" = "reviewers",
): Promise<void> {
  const db = await database();
  const { rows } = await db.execute<{ email: string }>(sql`
    select e.email from jsonb_array_elements_text(${JSON.stringify(reviewers)}::jsonb) e(email)
    where not ${toMayDecide(sql`e.email`, sql`${workspaceId}::text`)}`);
  if (rows.length > 0)
    throw new AppError("refused", "a reviewer neither leads the workspace nor is an admin", {
      reason: "reviewer_without_access",
      fields: { [field]: rows.map(({ email }) => email) },
    });
}
