import "server-only";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@/lib/core/errors/errors";
import { diskSentences, readDisk } from "@/lib/core/process/disk";
import type { Store } from "./database";
import { toAddress, toConnection } from "./embedded/address";
import { createIfMissing } from "./embedded/create";
import { Engine, type EngineOptions } from "./embedded/engine";
import { type FolderLock, lockFolder } from "./folder-lock";
import { migrateStore } from "./migrations";
import { idleLimitMs, openPools, statementLimitMs } from "./pools";

/** The folder of the database in DATA_DIR. */
export const embeddedName = "pglite";
const inMemory = "memory://";
const limits = { statementLimitMs, idleLimitMs };

/**
 * The embedded database in `<dataDir>/pglite`, in its own thread.
 * @throws AppError store_unavailable: the folder isn't writable, is in use, or holds no readable database
 */
export async function openEmbedded(dataDir: string, given: Partial<typeof limits> = {}): Promise<Store> {
  const folder = resolve(dataDir);
  prepareFolder(folder);
  const lock = await lockFolder(folder);
  try {
    const place = { dataDir: join(folder, embeddedName), address: toAddress(folder), image: undefined };
    await createIfMissing(place.dataDir);
    return await open({ ...place, ...limits, ...given }, lock);
  } catch (cause) {
    await lock.release();
    const { fault } = await readDisk(folder, { isTried: true });
    const reason = fault ? diskSentences[fault] : toText(cause);
    throw new AppError("store_unavailable", `the database in ${folder} cannot be opened: ${reason}`, {
      cause,
    });
  }
}

export async function openInMemory(image?: string): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "castellan-memory-"));
  const release = async () => rmSync(folder, { recursive: true, force: true });
  return open({ dataDir: inMemory, address: toAddress(folder), image, ...limits }, { release });
}

async function open(options: EngineOptions, lock: FolderLock): Promise<Store> {
  const engine = new Engine(options);
  const connection = toConnection(options.address);
  await engine.start();
  try {
    await engine.withoutLimit(() => migrateStore(connection));
  } catch (cause) {
    await engine.close();
    throw cause;
  }
  const { close, ...databases } = openPools(connection);
  return {
    ...databases,
    close: () =>
      close()
        .then(() => engine.close())
        .finally(lock.release),
  };
}

function prepareFolder(folder: string): void {
  try {
    createFolder(folder);
  } catch (cause) {
    throw new AppError("store_unavailable", `DATA_DIR ${folder} cannot be created: ${toText(cause)}`, {
      cause,
    });
  }
}

/** mkdir's `recursive` spins forever in Node 20 if the system answers ENOENT, as in /proc. */
function createFolder(folder: string): void {
  if (existsSync(folder)) return;
  createFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function toText(cause: unknown): string {
  const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  return line;
}
