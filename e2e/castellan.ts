import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort, Program, type Settings } from "./processes";

export type Castellan = { url: string; program: Program; stop: () => Promise<void> };

export function createFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "castellan-e2e-"));
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

const storeName = "CASTELLAN_E2E_STORE";

/** Creates an empty database, because copying one takes a tenth of the time. Returns what removes it. */
export async function createStore(): Promise<() => Promise<void>> {
  const folder = await createFolder();
  const data = join(folder, "data");
  const args = ["--import", "tsx", "--conditions=react-server", "scripts/migrate.ts"];
  const program = new Program(args, { DATA_DIR: data }, join(folder, "migrate.log"));
  if ((await program.exitCode) !== 0) throw new Error(program.output);
  process.env[storeName] = join(data, "pglite");
  return () => removeFolder(folder);
}

/** A folder whose server finds an empty database; what a server does without one is in boot.spec.ts. */
export async function createFolderWithStore(): Promise<string> {
  const folder = await createFolder();
  await cp(process.env[storeName] ?? "", join(folder, "data", "pglite"), { recursive: true });
  return folder;
}

export function launchCastellan(folder: string, settings: Settings): Program {
  // The usual 400 days would load beside the journey, and most journeys need none of them.
  const given = { DATA_DIR: join(folder, "data"), HISTORY_DAYS: "7", ...settings };
  return new Program(["scripts/start.mjs"], given, join(folder, "castellan.log"));
}

export async function startCastellan(settings: Settings, given?: string): Promise<Castellan> {
  const folder = given ?? (await createFolderWithStore());
  const port = settings.PORT ?? String(await findFreePort());
  const url = `http://localhost:${port}`;
  const program = launchCastellan(folder, { ...settings, PORT: port });
  const stop = async () => {
    await program.stop();
    await removeFolder(folder);
  };
  try {
    await program.waitFor(() => program.output.includes(`Castellan is ready: ${url}`) || undefined);
    return { url, program, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
