import "server-only";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A new folder with a migrated database from its image, which takes a tenth of the time of creating one. */
export async function createStoreFolder(image: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "castellan-store-"));
  await mkdir(join(folder, "pglite"), { mode: 0o700 });
  await run("tar", ["-xf", image, "-C", join(folder, "pglite")]);
  return folder;
}
