import "server-only";
import { sql } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { database, databaseKind } from "@/lib/core/db/client";
import { toStoreError } from "@/lib/core/db/failure";
import { bulkRows } from "@/lib/core/db/own-tables";
import { log } from "@/lib/core/log/log";
import { findEntry } from "./entry";

const hourMs = 3_600_000;
/** Far longer than a write can take; downloads can take longer, but not this long. */
const orphanedAfterMs = { write: hourMs / 4, download: 24 * hourMs };
const lookedAtMs = 3 * 24 * hourMs;

/**
 * Sets the operations of killed servers to unknown until an admin resolves them. Rows of a bulk run are left to whoever
 * resumes it.
 */
export async function settleOrphans(now: Date): Promise<void> {
  await settleAll(await listOrphans({ before: now.getTime(), after: now.getTime() - lookedAtMs }));
}

/** Runs at startup, before anything begins: open operations in the embedded database can't belong to another server. */
export async function settleOrphansAtStart(now = new Date()): Promise<void> {
  const isAlone = databaseKind() === "pglite";
  await settleAll(await listOrphans({ before: isAlone ? null : now.getTime(), after: 0 }));
}

async function settleAll(ids: readonly string[]): Promise<void> {
  for (const entryId of ids) {
    const found = await findEntry(entryId);
    if (found?.settled !== null) continue;
    await found.entry.settle({ outcome: "unknown", errorCode: "outcome_unknown" }).catch(passOver);
  }
  if (ids.length > 0) log.warn({ count: ids.length }, "operations of a killed server are now unknown");
}

function passOver(cause: unknown): void {
  if (toStoreError(cause)) throw cause;
  log.info({ err: cause }, "an operation was settled elsewhere");
}

type Span = { before: number | null; after: number };

async function listOrphans({ before, after }: Span): Promise<string[]> {
  const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;
  const isOld =
    before === null
      ? sql`true`
      : sql`i.at < case i.action when 'export.download' then ${at(before - orphanedAfterMs.download)}
          else ${at(before - orphanedAfterMs.write)} end`;
  const db = await database();
  const { rows } = await db.execute<{ id: string }>(sql`
    select i.entry_id as id from ${auditLog} i
    where i.phase = 'intent' and i.at > ${at(after)} and ${isOld}
      and not exists (select 1 from ${auditLog} o where o.entry_id = i.entry_id and o.phase = 'outcome')
      and not exists (select 1 from ${bulkRows} r where r.entry_id = i.entry_id and r.state in ('queued', 'running'))
    order by i.seq`);
  return rows.map(({ id }) => id);
}
