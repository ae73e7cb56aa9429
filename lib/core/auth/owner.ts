import "server-only";
import { eq, sql } from "drizzle-orm";
import { storeOwner } from "@/lib/core/db/access-tables";
import { database, databaseKind } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { organization } from "@/lib/core/db/directory-tables";
import { lockTables } from "@/lib/core/db/lock-tables";
import { auditTurn, leaderLock } from "@/lib/core/db/locks";
import { syncState } from "@/lib/core/db/own-tables";
import { auditEndKey } from "@/lib/core/db/store-key";
import { tableNames } from "@/lib/core/db/table-names";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { forget } from "@/lib/core/process/process-singleton";
import { rotateSecret } from "./secret";

export type Owner = Omit<typeof storeOwner.$inferSelect, "id" | "since">;

const only = 1;
const oldSandboxMark = "store:sandbox";

export function ownKind(): Owner["kind"] {
  return env.isSandbox ? "sandbox" : "live";
}

/**
 * Claims the database for this installation before anything is served. What a sandbox trial left is dropped for a real
 * organization; a real organization's database never becomes the sandbox.
 * @throws AppError conflict
 */
export async function claimStore(): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${storeOwner} in exclusive mode`);
    const owner = (await getOwner(tx)) ?? (await deriveOwner(tx));
    if (owner?.kind === "live" && env.isSandbox)
      throw new AppError(
        "conflict",
        "the store holds a real organization, but there is no Admin API key. Set ANTHROPIC_ADMIN_KEY or " +
          "ANTHROPIC_ADMIN_KEY_FILE, or choose another DATA_DIR or DATABASE_URL for the sandbox.",
      );
    if (owner?.kind === "sandbox" && !env.isSandbox) return leaveSandbox(tx);
    await saveOwner(tx, owner ?? { kind: ownKind(), organizationId: null, keyFingerprint: null });
  });
}

export async function getOwner(db: Database | Transaction): Promise<Owner | undefined> {
  const { kind, organizationId, keyFingerprint } = storeOwner;
  const [found] = await db
    .select({ kind, organizationId, keyFingerprint })
    .from(storeOwner)
    .where(eq(storeOwner.id, only));
  return found;
}

export async function saveOwner(tx: Transaction, owner: Owner): Promise<void> {
  await tx
    .insert(storeOwner)
    .values({ id: only, since: new Date(), ...owner })
    .onConflictDoUpdate({ target: storeOwner.id, set: owner });
}

/**
 * Empties every table of a sandbox database, including its audit log, which belongs to one organization.
 * @throws AppError conflict for any other database
 */
export async function clearSandboxStore(tx: Transaction): Promise<void> {
  // The turn comes first: a writer that has it already reads the log, and each would wait for the other.
  const turn = sql`select pg_advisory_xact_lock(hashtext(${auditTurn}))`;
  await lockTables(tx, { turn, tables: tableNames });
  const owner = (await getOwner(tx)) ?? (await deriveOwner(tx));
  if (owner?.kind !== "sandbox") throw new AppError("conflict", "the store does not hold the sandbox");
  await tx.execute(sql`alter table audit_log disable trigger user`);
  await tx.execute(sql.raw(`truncate ${tableNames.join(", ")} restart identity`));
  await tx.execute(sql`alter table audit_log enable trigger user`);
  forget(auditEndKey); // Its lines were dropped by right, not rolled back.
  await saveOwner(tx, { kind: "sandbox", organizationId: null, keyFingerprint: null });
}

async function leaveSandbox(tx: Transaction): Promise<void> {
  await refuseOtherServers(tx);
  log.warn(
    "The store held the sandbox. Its data, people, and sessions are deleted because a real organization is configured.",
  );
  await clearSandboxStore(tx);
  await saveOwner(tx, { kind: "live", organizationId: null, keyFingerprint: null });
  // Before the commit, so that a crash in between repeats everything.
  await rotateSecret();
}

/** A server that still runs the sandbox on this database would write its people into it again. */
async function refuseOtherServers(tx: Transaction): Promise<void> {
  if (databaseKind() === "pglite") return;
  const { rows } = await tx.execute<{ isFree: boolean }>(
    sql`select pg_try_advisory_xact_lock(${leaderLock}) as "isFree"`,
  );
  if (!rows[0]?.isFree)
    throw new AppError(
      "conflict",
      "another Castellan process still serves the sandbox from this database. Stop it first.",
    );
}

async function deriveOwner(tx: Transaction): Promise<Owner | undefined> {
  const [kept] = await tx.select({ id: organization.id }).from(organization).limit(1);
  if (!kept) return undefined;
  const marks = await tx.$count(syncState, eq(syncState.job, oldSandboxMark));
  return { kind: marks > 0 ? "sandbox" : "live", organizationId: kept.id, keyFingerprint: null };
}
