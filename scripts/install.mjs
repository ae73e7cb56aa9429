import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { Refusal, runNpm } from "./run.mjs";

const stampFile = "node_modules/.castellan-lock";
const npmStampFile = "node_modules/.package-lock.json";

export function checkNode() {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  const [wantedMajor, wantedMinor] = engines.node.match(/\d+/g).map(Number);
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor))
    throw new Refusal(`Castellan needs Node ${engines.node}; this is ${process.versions.node}.`);
}

/** Installs what package-lock.json says unless that is there already. `needed` are packages that must be in it. */
export async function installMissing(needed = ["next"]) {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const isComplete = needed.every((name) => existsSync(`node_modules/${name}/package.json`));
  if (isComplete && isInstalled(lock)) return;
  process.stdout.write("Installing packages …\n");
  if ((await runNpm("ci", "--include=dev")) !== 0) throw new Refusal("The packages could not be installed.");
  writeFileSync(stampFile, lock);
}

/** By our own stamp, or for an install by hand by npm's record, which is then newer than the lock file. */
function isInstalled(lock) {
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === lock) return true;
  return existsSync(npmStampFile) && statSync(npmStampFile).mtimeMs >= statSync("package-lock.json").mtimeMs;
}
