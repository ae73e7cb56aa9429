import { existsSync, readFileSync } from "node:fs";
import { toNpmEnv } from "./clean-env.mjs";
import { Refusal, runNpm } from "./run.mjs";
import { say } from "./say.mjs";

const installedFile = "node_modules/.package-lock.json";

export function checkNode() {
  const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
  const [wantedMajor, wantedMinor] = engines.node.match(/\d+/g).map(Number);
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor))
    throw new Refusal(`Castellan needs Node ${engines.node}; this is ${process.versions.node}.`);
}

/** Node 20 has had no security fixes since April 2026. It still works, so this only says so. */
export function warnOfOldNode(version = process.versions.node, stream = process.stderr) {
  if (Number(version.split(".")[0]) >= 22) return;
  say(`Node ${version} no longer gets security fixes. Use Node 24, the current LTS.`, stream, "warn");
}

/** Serving needs no development packages, but existing ones stay. Install scripts are off: see `.npmrc`. */
export async function installMissing({ withDev = existsSync("node_modules/vitest") } = {}) {
  const lock = readPackages("package-lock.json");
  if (existsSync(installedFile) && isInstalled(lock, readPackages(installedFile), withDev)) return;
  process.stderr.write("Installing packages …\n");
  const flag = withDev ? "--include=dev" : "--omit=dev";
  if ((await runNpm(["ci", flag], toNpmEnv())) !== 0)
    throw new Refusal("The packages could not be installed.");
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** By contents, because a checkout changes only the lock file's time. */
export function isInstalled(lock, installed, withDev) {
  const isNeeded = ([path, { dev, optional }]) => path !== "" && !optional && (withDev || !dev);
  const isSame = ([path, { version, integrity }]) =>
    lock[path]?.version === version && lock[path].integrity === integrity;
  const needed = Object.entries(lock).filter(isNeeded);
  return needed.every(([path]) => path in installed) && Object.entries(installed).every(isSame);
}
