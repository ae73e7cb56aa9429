import "server-only";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = join(process.cwd(), "lib", "db", "embedded", "initdb.mjs");
const prefix = "pglite-new-";
/** On the slowest machine it takes a part of that. */
const limitMs = 300_000;

/**
 * Creates the embedded database where there is none. It gets its name once it is whole, so that a start that was
 * killed leaves nothing which the next one would take for a database.
 */
export async function createIfMissing(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) return;
  const folder = dirname(dataDir);
  await removeLeft(folder);
  const fresh = await mkdtemp(join(folder, prefix));
  try {
    await run(process.execPath, [program, fresh], { timeout: limitMs }).catch(toReason);
    await rename(fresh, dataDir);
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    throw cause;
  }
}

/** Whoever calls holds the lock of the folder: nobody else is creating one. */
async function removeLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(prefix)) await rm(join(folder, name), { recursive: true, force: true });
}

/** What it says of itself, where it says something. */
function toReason(cause: Error & { stderr?: string }): never {
  throw new Error(cause.stderr?.trim() || cause.message, { cause });
}
