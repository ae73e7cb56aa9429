import { mkdtemp, rm } from "node:fs/promises";
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

export function launchCastellan(folder: string, settings: Settings): Program {
  // The usual 400 days would load beside the journey, and most journeys need none of them.
  const given = { DATA_DIR: join(folder, "data"), HISTORY_DAYS: "7", ...settings };
  return new Program(["scripts/start.mjs"], given, join(folder, "castellan.log"));
}

export async function startCastellan(settings: Settings, given?: string): Promise<Castellan> {
  const folder = given ?? (await createFolder());
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
