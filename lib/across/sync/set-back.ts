import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { complianceFeed } from "@/lib/core/db/compliance-tables";
import type { Transaction } from "@/lib/core/db/database";
import {
  apiKeys,
  invites,
  limitPeaks,
  limitReadings,
  members,
  serviceAccounts,
  workspaceMembers,
  workspaces,
} from "@/lib/core/db/directory-tables";
import { keyCapabilities, syncState } from "@/lib/core/db/own-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { log } from "@/lib/core/log/log";

/** How far clocks may differ or be corrected without notice. */
const toleranceMs = 60_000;

/** Compares the wall clock with a clock that can't be set. */
export class ClockWatch {
  #offsetMs: number | undefined;

  /** True once per occurrence, and on the first call, because the previous process is unknown. */
  mayBeSetBack(): boolean {
    const offsetMs = Date.now() - performance.now();
    const before = this.#offsetMs;
    this.#offsetMs = offsetMs;
    return before === undefined || offsetMs < before - toleranceMs;
  }
}

/**
 * A clock that was ahead leaves future times: correct reads would seem older than what is known and not due. Resets
 * them and re-reads what was read by that clock.
 */
export async function forgetFuture(now: Date): Promise<void> {
  const db = await database();
  const limit = sql`${new Date(now.getTime() + toleranceMs).toISOString()}::timestamptz`;
  const forgotten = await db.transaction(async (tx) => {
    const days = await forgetReports(tx, limit);
    const rows = await ageMirror(tx, limit, sql`${now.toISOString()}::timestamptz`);
    await forgetRuns(tx, limit);
    return days + rows;
  });
  if (forgotten > 0) log.warn({ forgotten }, "the clock was ahead; affected data will be read again");
}

const never = sql`'epoch'::timestamptz`;

async function forgetReports(tx: Transaction, limit: SQL): Promise<number> {
  const days = await tx.execute(
    sql`update ${reportDays} set fetched_at = ${never}, is_refused = false where fetched_at > ${limit}`,
  );
  if (!days.rowCount) return 0;
  await tx.execute(sql`delete from ${reportDays} where report = 'usage-hours'`);
  await tx.execute(sql`delete from ${complianceFeed}`);
  return days.rowCount;
}

async function ageMirror(tx: Transaction, limit: SQL, now: SQL): Promise<number> {
  let count = 0;
  for (const table of [members, invites, workspaces, workspaceMembers, apiKeys, serviceAccounts]) {
    const aged = await tx.execute(
      sql`update ${table} set seen_at = ${now}, gone_at = least(gone_at, ${now}) where seen_at > ${limit}`,
    );
    count += aged.rowCount ?? 0;
  }
  return count;
}

async function forgetRuns(tx: Transaction, limit: SQL): Promise<void> {
  for (const column of ["requested_at", "started_at", "finished_at", "failed_at"].map(sql.identifier))
    await tx.execute(sql`update ${syncState} set ${column} = null where ${column} > ${limit}`);
  await tx.execute(sql`update ${keyCapabilities} set probed_at = ${never} where probed_at > ${limit}`);
  await tx.execute(sql`update ${limitReadings} set seen_at = ${never} where seen_at > ${limit}`);
  await tx.execute(sql`delete from ${limitPeaks} where fetched_at > ${limit}`);
}
