import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { variableNames } from "@/lib/core/env/env-variables";
import { toCleanEnv, toNpmEnv } from "./clean-env.mjs";

const folder = mkdtempSync(join(tmpdir(), "castellan-clean-"));
const seen = join(folder, "seen.json");
const secrets = Object.fromEntries(variableNames.map((name) => [name, "sk-ant-admin01-secret"]));
const others = { AWS_SECRET_ACCESS_KEY: "sk-ant-admin01-secret", PGPASSWORD: "sk-ant-admin01-secret" };
const tell = `require("node:fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env));`;

beforeAll(() => {
  writeFileSync(join(folder, "npm.js"), tell);
  writeFileSync(
    join(folder, "package-lock.json"),
    '{ "packages": { "node_modules/x": { "version": "1.0.0" } } }',
  );
  mkdirSync(join(folder, "node_modules/next/dist/bin"), { recursive: true });
  writeFileSync(join(folder, "node_modules/next/dist/bin/next"), tell);
  mkdirSync(join(folder, ".next"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function runIn(script: string, call: string): Record<string, string> {
  const code = `import(${JSON.stringify(pathToFileURL(resolve(script)).href)}).then((file) => file.${call})`;
  const env = { ...process.env, ...secrets, ...others, npm_execpath: join(folder, "npm.js") };
  const { status, stderr } = spawnSync(process.execPath, ["-e", code], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return JSON.parse(readFileSync(seen, "utf8"));
}

test.each([
  ["npm ci", "scripts/install.mjs", "installMissing()"],
  ["next build", "scripts/build.mjs", "build()"],
])("%s sees no variable of ours and no other secret", (_, script, call) => {
  const given = runIn(script, call);
  expect(given.PATH).toBe(process.env.PATH);
  expect(JSON.stringify(given)).not.toContain("sk-ant-admin01-secret");
  for (const name of [...variableNames, ...Object.keys(others)]) expect(given).not.toHaveProperty(name);
});

test("the build reads no .env file, which Next would load by itself", () => {
  expect(runIn("scripts/build.mjs", "build()")).toMatchObject({ __NEXT_PROCESSED_ENV: "true" });
});

test("npm gets what it needs for the registry, and the build doesn't", () => {
  const env = { HTTPS_PROXY: "http://proxy", npm_config_registry: "https://r.example", NPM_TOKEN: "t" };
  expect(toNpmEnv(env)).toEqual(env);
  expect(toCleanEnv(env)).toEqual({ HTTPS_PROXY: "http://proxy" });
});
