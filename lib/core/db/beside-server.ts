import "server-only";
import { constants, existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { AppError } from "@/lib/core/errors/errors";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import type { Store } from "./database";
import { toAddress, toConnection } from "./embedded/address";
import { embeddedName, openEmbedded } from "./open-embedded";
import { openPools } from "./pools";

const mark = "beside-server";
const copyPrefix = "copy-";
const copyLivesMs = 12 * 3_600_000;

type Beside = "reads" | "writes";

/** Lets a command read the database while a server has it open; call it before anything opens the database. */
export function readBesideServer(): void {
  processSingleton<Beside | null>(mark, () => "reads");
}

/** For a few short statements: they take turns with those of the server. */
export function writeBesideServer(): void {
  processSingleton<Beside | null>(mark, () => "writes");
}

export function getBeside(): Beside | null {
  const beside = processSingleton<Beside | null>(mark, () => null);
  if (!beside) forget(mark);
  return beside;
}

/** @throws AppError store_unavailable if no server has this database open */
export async function joinServer(dataDir: string): Promise<Store> {
  const folder = resolve(dataDir);
  const server = existsSync(folder) ? await connect(toAddress(folder)) : undefined;
  if (!server)
    throw new AppError(
      "store_unavailable",
      `no Castellan server is running with DATA_DIR ${folder}: start it, or set the variables that it has`,
    );
  await server.end();
  return openPools(toConnection(toAddress(folder)));
}

/**
 * Copies a database that a server has open, which needs as much space again: reading it in place would block everyone
 * until the command is done. Without a server, opens the database itself.
 */
export async function openBeside(dataDir: string): Promise<Store> {
  const folder = resolve(dataDir);
  const server = existsSync(folder) ? await connect(toAddress(folder)) : undefined;
  // A command that lost its settings would make an empty one, and find nothing wrong with it.
  if (!server && !existsSync(join(folder, embeddedName)))
    throw new AppError(
      "store_unavailable",
      `there is no database in DATA_DIR ${folder}: set the variables that the server has`,
    );
  if (!server) return openEmbedded(folder);
  await removeLeftCopies(folder);
  const copy = await mkdtemp(join(folder, copyPrefix));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    await copyStore(server, folder, copy);
    const store = await openEmbedded(copy);
    return { ...store, close: () => store.close().finally(remove) };
  } catch (cause) {
    await remove();
    throw cause;
  } finally {
    await server.end();
  }
}

/** A killed command can't remove its own copy. */
async function removeLeftCopies(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const isLeft = name.startsWith(copyPrefix) && (await stat(path)).mtimeMs < Date.now() - copyLivesMs;
    if (isLeft) await rm(path, { recursive: true, force: true });
  }
}

async function connect(address: string): Promise<pg.Client | undefined> {
  // The server would end an idle transaction, and this one is idle while we copy.
  const mayIdle = { idle_in_transaction_session_timeout: copyLivesMs };
  const client = new pg.Client({ ...toConnection(address), ...mayIdle });
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

/** Inside a transaction the engine is ours alone, so the files are consistent, as after a power failure. */
async function copyStore(server: pg.Client, folder: string, copy: string): Promise<void> {
  await server.query("checkpoint");
  await server.query("begin");
  await cp(join(folder, embeddedName), join(copy, embeddedName), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !path.endsWith("postmaster.pid"),
  });
  await server.query("rollback");
}
