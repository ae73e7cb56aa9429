import "server-only";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = join(process.cwd(), "lib", "core", "db", "embedded", "initdb.mjs");
const prefix = "pglite-new-";
const limitMs = 300_000;
/** After a kill, a process that was creating a database writes until it notices, so removal is retried. */
const untilEnded = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };

/** The database gets its name once it is complete, so that a killed start leaves nothing that looks like a database. */
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

/** The caller holds the folder's lock, so no one else is creating one. */
async function removeLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(prefix)) await rm(join(folder, name), untilEnded);
}

function toReason(cause: Error & { stderr?: string }): never {
  throw new Error(cause.stderr?.trim() || cause.message, { cause });
}
