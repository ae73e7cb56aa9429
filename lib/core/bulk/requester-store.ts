import "server-only";
import { eq } from "drizzle-orm";
import { findAbsentActor } from "@/lib/core/auth/absent-actor";
import { database } from "@/lib/core/db/client";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";

/**
 * An approved run acts in the name of whoever asked for it. Call outside a transaction.
 * @throws AppError refused once they may not act any more
 */
export async function requireRequester(runId: string): Promise<void> {
  const db = await database();
  const [run] = await db.select().from(bulkRuns).where(eq(bulkRuns.id, runId));
  if (!run) return;
  const { actor } = await findAbsentActor(run.createdBy, run, run.createdAt);
  if (!actor) throw new AppError("refused", "the requester may not act", { reason: "requester_gone" });
}
