import "server-only";
import { constants, existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { forget, once } from "@/lib/once";
import type { Store } from "./client";
import { toAddress, toConnection } from "./embedded/address";
import { openEmbedded } from "./open-embedded";

const mark = "read-beside-server";
const copyPrefix = "copy-";
/** No command takes as long. */
const copyLivesMs = 12 * 3_600_000;

/** Lets a command read the store while a server has it open; called before anything asks for the store. */
export function readBesideServer(): void {
  once(mark, () => true);
}

export function isBesideServer(): boolean {
  const isMarked = once(mark, () => false);
  if (!isMarked) forget(mark);
  return isMarked;
}

/**
 * Of a store that a server has open, a copy of this instant, which needs as much room as the store: read in place,
 * everybody would wait until the command is done. Without a server, the store itself.
 */
export async function openBeside(dataDir: string): Promise<Store> {
  const folder = resolve(dataDir);
  const server = existsSync(folder) ? await connect(toAddress(folder)) : undefined;
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

/** A command that was killed could not remove its own. */
async function removeLeftCopies(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const isLeft = name.startsWith(copyPrefix) && (await stat(path)).mtimeMs < Date.now() - copyLivesMs;
    if (isLeft) await rm(path, { recursive: true, force: true });
  }
}

/** Undefined where no server runs. */
async function connect(address: string): Promise<pg.Client | undefined> {
  // The server would end a transaction that says nothing, and we say nothing while we copy.
  const mayIdle = { idle_in_transaction_session_timeout: copyLivesMs };
  const client = new pg.Client({ ...toConnection(address), ...mayIdle });
  client.on("error", () => {}); // The query under way rejects with the same failure.
  try {
    await client.connect();
    return client;
  } catch {
    return undefined;
  }
}

/** In a transaction the engine is ours alone: the files are those of one instant, as after the power was lost. */
async function copyStore(server: pg.Client, folder: string, copy: string): Promise<void> {
  await server.query("checkpoint");
  await server.query("begin");
  await cp(join(folder, "pglite"), join(copy, "pglite"), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !path.endsWith("postmaster.pid"),
  });
  await server.query("rollback");
}
