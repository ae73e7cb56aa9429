/** `npm run build`: a production build, plus a record of its sources. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toCleanEnv } from "./clean-env.mjs";
import { Refusal, run, runMain } from "./run.mjs";

const folders = ["app", "components", "i18n", "lib", "messages", "public"];
const stampFile = ".next/castellan-sources";

export async function build() {
  // Next would load .env files itself if they weren't said to be processed.
  const env = { ...toCleanEnv(), NEXT_TELEMETRY_DISABLED: "1", __NEXT_PROCESSED_ENV: "true" };
  if ((await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], env)) !== 0)
    throw new Refusal("The build failed.");
  writeFileSync(stampFile, hashSources());
}

export function isBuilt() {
  return (
    existsSync(".next/BUILD_ID") && existsSync(stampFile) && readFileSync(stampFile, "utf8") === hashSources()
  );
}

function hashSources() {
  const hash = createHash("sha256");
  for (const file of [...listRootFiles(), ...folders.flatMap(listFiles)].sort())
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Configuration and Next's entry files, but not what Next generates. */
function listRootFiles() {
  return readdirSync(".").filter((name) => /\.(ts|mjs|js|json)$/.test(name) && name !== "next-env.d.ts");
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runMain(build);
