import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { openEmbedded } from "@/lib/db/open-embedded";
import { atEnd } from "@/scripts/bench/ends";

const outfile = join(process.cwd(), "node_modules", ".cache", "castellan", "faults-server.cjs");

/** One bundle, because a server that is killed sixty times has to start within a second. */
export async function bundleServer(): Promise<string> {
  await build({
    entryPoints: ["lib/sync/test-server.ts"],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    packages: "external",
    tsconfig: "vitest/tsconfig.json",
    logLevel: "error",
  });
  return outfile;
}

/** A migrated, empty folder, because creating one takes longer than most tests. */
export async function createTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "castellan-faults-template-"));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  await (await openEmbedded(folder)).close();
  return folder;
}
