import "server-only";
import { getTableName, type Name, sql } from "drizzle-orm";
import { AppError } from "@/lib/core/errors/errors";
import { passkeyChallenges, sessions, signInLinks } from "./access-tables";
import { accessTokens } from "./access-token-tables";
import { database } from "./client";
import type { Transaction } from "./database";
import { toStoreError } from "./failure";
import { logoutTokens, providerLogouts } from "./identity-tables";
import { oauthCredentials } from "./oauth-tables";
import { keyRotations } from "./own-tables";
import { liftIdleLimit } from "./pools";
import { rateBuckets, requestBudgets, requestGrants, requestWaits } from "./request-tables";
import { directoryVersions } from "./snapshot-tables";
import { listStoredColumns, tableNames } from "./table-names";

/**
 * A backup is text: this line, then `<table>\t<row as JSON>` per row, then `end\t<number of rows>`. The database writes
 * and reads the rows, so no number passes through JavaScript, and either database reads the other's backup.
 */
const header = "castellan-backup\t1";
const rowsAtOnce = 2_000;
/** A session or a token that has ended must not come back from an older backup. */
const signInTables = [
  sessions,
  accessTokens,
  oauthCredentials,
  signInLinks,
  passkeyChallenges,
  logoutTokens,
  providerLogouts,
];
/** Tables in which running servers coordinate; a backup leaves them out, because their content is useless later. */
const underWay = [requestBudgets, requestGrants, requestWaits, rateBuckets];
const momentary: string[] = [...signInTables, ...underWay].map(getTableName);

type Batch = { name: string; rows: string[] };

/** Writes the whole store as of one instant, in constant memory. Returns the number of rows. */
export async function dumpStore(write: (lines: string[]) => Promise<void>): Promise<number> {
  const db = await database();
  return db.transaction(
    async (tx) => {
      await liftIdleLimit(tx);
      await write([header]);
      let rowCount = 0;
      for (const name of tableNames)
        if (!momentary.includes(name)) rowCount += await dumpTable(tx, name, write);
      await write([`end\t${rowCount}`]);
      return rowCount;
    },
    { isolationLevel: "repeatable read" },
  );
}

async function dumpTable(
  tx: Transaction,
  name: string,
  write: (lines: string[]) => Promise<void>,
): Promise<number> {
  await tx.execute(
    sql`declare backup_rows cursor for select row_to_json(t)::text as line from ${sql.identifier(name)} t`,
  );
  let rowCount = 0;
  for (;;) {
    const { rows } = await tx.execute<{ line: string }>(sql.raw(`fetch ${rowsAtOnce} from backup_rows`));
    if (rows.length === 0) break;
    rowCount += rows.length;
    await write(rows.map(({ line }) => `${name}\t${line}`));
  }
  await tx.execute(sql`close backup_rows`);
  return rowCount;
}

/**
 * Fills an empty database from a backup, all or nothing. Returns the number of rows.
 * @throws AppError conflict if the database holds rows, invalid if the backup is incomplete or isn't one
 */
export async function restoreStore(lines: AsyncIterable<string>): Promise<number> {
  const db = await database();
  return db.transaction(async (tx) => {
    await liftIdleLimit(tx);
    await refuseFilled(tx);
    const rowCount = await insertLines(tx, lines);
    await dropPlans(tx);
    await tx.execute(
      sql`select setval('changes_seq_seq', coalesce((select max(seq) from changes), 0) + 1, false)`,
    );
    return rowCount;
  });
}

/** A key must not stop because of what somebody planned before the backup and may have cancelled since. */
async function dropPlans(tx: Transaction): Promise<void> {
  await tx.update(keyRotations).set({ stopAskedBy: null, stopAskedAt: null, stopRunId: null });
}

async function refuseFilled(tx: Transaction): Promise<void> {
  for (const name of tableNames) {
    const { rows } = await tx.execute(sql`select 1 from ${sql.identifier(name)} limit 1`);
    if (rows.length > 0)
      throw new AppError("conflict", `the store is not empty: ${name} has rows. Restore into a new one.`);
  }
}

async function insertLines(tx: Transaction, lines: AsyncIterable<string>): Promise<number> {
  let batch: Batch = { name: "", rows: [] };
  let rowCount = -1;
  let saved: string | undefined;
  // Reads on after the last row: only the end of the file shows that it is whole.
  for await (const line of lines) {
    if (saved !== undefined) throw new AppError("invalid", "the backup goes on after its end");
    if (rowCount === -1 && line !== header) throw new AppError("invalid", "this is not a Castellan backup");
    const { name, row } = toParts(line);
    if (name === "end") {
      saved = row;
      continue;
    }
    if (name !== batch.name || batch.rows.length === rowsAtOnce) {
      await insertRows(tx, batch);
      if (name !== batch.name) await clearWritten(tx, name);
      batch = { name, rows: [] };
    }
    if (rowCount >= 0) batch.rows.push(row);
    rowCount += 1;
  }
  if (saved === undefined) throw new AppError("invalid", "the backup is incomplete");
  return finish(tx, batch, rowCount, saved);
}

async function finish(tx: Transaction, batch: Batch, rowCount: number, saved: string): Promise<number> {
  await insertRows(tx, batch);
  if (saved !== String(rowCount))
    throw new AppError("invalid", `the backup should have ${saved} rows, but it has ${rowCount}`);
  return rowCount;
}

/** The restored mirror has written its versions, which an earlier version's backup doesn't have. The backup's replace them. */
async function clearWritten(tx: Transaction, name: string): Promise<void> {
  if (name === getTableName(directoryVersions)) await tx.delete(directoryVersions);
}

function toParts(line: string): { name: string; row: string } {
  const tab = line.indexOf("\t");
  return { name: line.slice(0, tab), row: line.slice(tab + 1) };
}

async function insertRows(tx: Transaction, { name, rows }: Batch): Promise<void> {
  if (rows.length === 0) return;
  if (!tableNames.includes(name))
    throw new AppError("invalid", "the backup has a table that this version does not have");
  if (momentary.includes(name)) return;
  const table = sql.identifier(name);
  try {
    const columns = sql.join(listSavedColumns(name, rows[0] ?? ""), sql`, `);
    await tx.execute(
      sql`insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, ${`[${rows.join(",")}]`}::text::json)`,
    );
  } catch (cause) {
    if (toStoreError(cause)) throw cause;
    throw new AppError(
      "invalid",
      `the backup has a row of ${name} that can't be read; nothing was restored`,
      {
        cause,
      },
    );
  }
}

/** Columns that the backup's version didn't have yet are left out, so that they get their defaults instead of null. */
function listSavedColumns(name: string, row: string): Name[] {
  const saved: object = JSON.parse(row);
  return listStoredColumns(name).filter(({ value }) => Object.hasOwn(saved, value));
}
