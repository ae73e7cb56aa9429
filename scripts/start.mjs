/** `npm start`: from a fresh clone to a server. Anything that can be refused is refused before the build. */
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, isBuilt } from "./build.mjs";
import { checkNode, installMissing, warnOfOldNode } from "./install.mjs";
import { chooseAddresses, listenAll } from "./listen.mjs";
import { keepOutputClean, Refusal, run, runMain } from "./run.mjs";
import { serve } from "./serve.mjs";
import { startWithSmallMemory } from "./small-memory.mjs";
import { exitOnSignal } from "./stop.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

startWithSmallMemory();

await runMain(async () => {
  exitOnSignal();
  keepOutputClean();
  process.chdir(root);
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  checkNode();
  warnOfOldNode();
  await installMissing();
  await checkEnv();
  const port = Number(process.env.PORT || 3000);
  checkDataDir();
  await checkPort(port);
  if (!isBuilt()) await build();
  await serve(root, port);
});

async function checkEnv() {
  const require = createRequire(createRequire(import.meta.url).resolve("next/package.json"));
  require("@next/env").loadEnvConfig(root, false, { info() {}, error: console.error });
  const args = ["--import", "tsx", "--conditions=react-server", "scripts/check-env.ts"];
  // A cache would be a folder outside DATA_DIR.
  const env = { ...process.env, TSX_DISABLE_CACHE: "1" };
  if ((await run(process.execPath, args, env)) !== 0) process.exit(1);
}

/** The embedded database lives there, and, without NEXTAUTH_SECRET, the generated one. */
function checkDataDir() {
  if (isGiven("DATABASE_URL") && isGiven("NEXTAUTH_SECRET")) return;
  const folder = resolve(process.env.DATA_DIR || ".data");
  try {
    createFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Refusal(`DATA_DIR ${folder} cannot be written: ${cause.code}`);
  }
}

function isGiven(name) {
  return Boolean(process.env[name] || process.env[`${name}_FILE`]);
}

/** mkdir's `recursive` spins forever in Node 20 if the system answers ENOENT, as in /proc. */
function createFolder(folder) {
  if (existsSync(folder)) return;
  createFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Binds the port for a moment, so that a taken one is refused before the build. */
async function checkPort(port) {
  for (const server of await listenAll(chooseAddresses().addresses, port)) server.close();
}
