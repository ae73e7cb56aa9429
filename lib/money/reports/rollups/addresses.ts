import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import type { actorUsageRows } from "@/lib/core/db/actor-usage-tables";
import type { Transaction } from "@/lib/core/db/database";
import { members } from "@/lib/core/db/directory-tables";

/** Someone named only by ID gets the address that the directory knows. */
export async function addAddresses(
  tx: Transaction,
  table: typeof actorCostRows | typeof actorUsageRows,
  isMeant: SQL,
): Promise<void> {
  await tx.execute(sql`update ${table} as t set actor_email = lower(m.email) from ${members} m
    where ${isMeant} and t.actor_email is null and m.id = t.actor_id`);
}
