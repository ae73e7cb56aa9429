import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { build, type Plugin } from "esbuild";
import { openEmbedded } from "@/lib/core/db/open-embedded";
import { createStoreFolder } from "@/lib/core/db/test-folder";
import { atEnd } from "@/scripts/stage/ends";
import { changeSource, type SourceChange } from "./sabotages";

const folder = join(process.cwd(), "node_modules", ".cache", "castellan");

/** One bundle, because a server that is killed sixty times has to start within a second. `change` breaks it in one place. */
export async function bundleServer(change?: SourceChange): Promise<string> {
  const outfile = join(folder, change ? "faults-broken-server.cjs" : "faults-server.cjs");
  await build({
    entryPoints: ["lib/across/sync/test-server.ts"],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    packages: "external",
    tsconfig: "vitest/tsconfig.json",
    logLevel: "error",
    plugins: change ? [toPlugin(change)] : [],
  });
  return outfile;
}

function toPlugin(change: SourceChange): Plugin {
  const file = resolve(change.file);
  return {
    name: "sabotage",
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== file) return undefined;
        return { contents: changeSource(await readFile(path, "utf8"), change), loader: "ts" };
      }),
  };
}

/**
 * A migrated, empty folder to begin from: to create one takes longer than most of what is done to it. `image` is a tar of
 * a migrated store.
 */
export async function createTemplate(image?: string): Promise<string> {
  const template = image
    ? await createStoreFolder(image)
    : await mkdtemp(join(tmpdir(), "castellan-faults-template-"));
  atEnd(() => rm(template, { recursive: true, force: true }));
  if (!image) await (await openEmbedded(template)).close();
  return template;
}
