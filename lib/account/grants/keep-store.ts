import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { openEntry } from "@/lib/core/audit/entry";
import { directoryRank, grantLoss } from "@/lib/core/auth/grant-sql";
import { castellan } from "@/lib/core/auth/program";
import type { GrantLoss } from "@/lib/core/auth/vocabulary";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { dayMs } from "@/lib/core/format/calendar";
import { maxGrantDays } from "./vocabulary";

/**
 * Suspends the grants of people who left the organization or lost a role there, on record. Grants from before every one had
 * an end, or from a server of the version before during an upgrade, get one.
 */
export async function keepGrants(now: Date): Promise<void> {
  const db = await database();
  await db
    .update(grants)
    .set({ expiresAt: new Date(now.getTime() + maxGrantDays * dayMs) })
    .where(isNull(grants.expiresAt));
  const lost = await db
    .select({ email: grants.email, loss: grantLoss })
    .from(grants)
    .where(sql`grants.suspended_for is null and ${grantLoss} is not null`);
  for (const { email, loss } of lost) if (loss) await suspend(email, loss, now);
  const isHigher = sql`grants.suspended_for is null and grants.held_rank < ${directoryRank}`;
  await db.update(grants).set({ heldRank: directoryRank }).where(isHigher);
}

async function suspend(email: string, suspendedFor: GrantLoss, suspendedAt: Date): Promise<void> {
  const change = { suspendedFor };
  const entry = await openEntry({
    actor: castellan,
    action: "grant.suspend",
    targetId: email,
    request: change,
  });
  const isIt = and(eq(grants.email, email), isNull(grants.suspendedFor));
  await entry.settle(
    { outcome: "succeeded", label: email, before: { suspendedFor: null }, after: change },
    async (tx) => {
      await tx.update(grants).set({ suspendedFor, suspendedAt }).where(isIt);
    },
  );
}
