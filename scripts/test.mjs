/**
 * `npm test`: all parts, even on a fresh clone, and the last line sums up. The journeys that are tagged as long, because
 * they measure screen after screen, restart servers, or walk a rarer way where a shorter journey shows the screen, run only with
 * `--all`, which is `npm run test:all`.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, isBuilt } from "./build.mjs";
import { checkNode, installMissing } from "./install.mjs";
import { runMain, runNode, runNpm } from "./run.mjs";

const folder = mkdtempSync(join(tmpdir(), "castellan-npm-test-"));
let browser = "none";
const slowest = 20;
const isAll = process.argv.includes("--all");
const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);

process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

await runMain(async () => {
  process.chdir(fileURLToPath(new URL("..", import.meta.url)));
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  checkNode();
  await installMissing({ withDev: true });
  const parts = [
    await runPart("check", () => runNpm(["run", "check"])),
    await runPart("unit", runUnit),
    await runPart("build", runBuild),
  ];
  // Without a build there is nothing to open in a browser.
  if (parts.every(({ name, code }) => name !== "build" || code === 0))
    parts.push(await runPart("e2e", runE2e));
  else parts.push({ name: "e2e", code: 1, passed: 0, failed: 1, failures: [], times: [] });
  report(parts);
});

/** A failed part counts as at least one failure, even if it couldn't count its tests. */
async function runPart(name, run) {
  process.stdout.write(`\n── ${name}\n`);
  const result = await run();
  const {
    code,
    passed = 0,
    failed = 0,
    failures = [],
    times = [],
  } = typeof result === "number" ? { code: result } : result;
  return { name, code, passed, failed: code === 0 ? failed : Math.max(1, failed), failures, times };
}

async function runUnit() {
  const file = join(folder, "unit.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await runNode("node_modules/vitest/vitest.mjs", "run", ...reporters);
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = readJson(file);
  const failures = testResults.filter(({ status }) => status === "failed").flatMap(listFailedInFile);
  const times = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration = 0 }) => ({
      ms: duration,
      test: `${relative(process.cwd(), name)}: ${fullName}`,
    })),
  );
  return { code, passed: numPassedTests, failed: numFailedTests, failures, times };
}

/** A file that can't be loaded fails without a test of its own. */
function listFailedInFile({ name, message = "", assertionResults }) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0) return [`${file}: ${message}`];
  return failed.map(({ fullName, failureMessages: [text = ""] }) => `${file}: ${fullName}: ${text}`);
}

async function runBuild() {
  if (isBuilt()) return 0;
  return build().then(
    () => 0,
    () => 1,
  );
}

async function runE2e() {
  const file = join(folder, "e2e.json");
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = file;
  const which = isAll ? [] : ["--grep-invert=@long"];
  const code = await runNode("node_modules/playwright/cli.js", "test", "--reporter=list,json", ...which);
  const { stats = {}, suites = [], config } = readJson(file);
  browser = config?.metadata?.browser ?? "none";
  const { expected = 0, flaky = 0, unexpected = 0 } = stats;
  const specs = suites.flatMap(listSpecs);
  const toName = ({ file, line, title }) => `e2e/${file}:${line}: ${title}`;
  const failures = specs.filter(({ ok }) => !ok).map(toName);
  const times = specs.map((spec) => {
    const results = spec.tests.flatMap((test) => test.results);
    return { ms: results.reduce((sum, { duration }) => sum + duration, 0), test: toName(spec) };
  });
  return { code, passed: expected + flaky, failed: unexpected, failures, times };
}

function listSpecs({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(listSpecs)];
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

function report(parts) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const lines = parts.map(({ name, code, passed, failed }) => {
    const counts = passed + failed > 0 ? `  ${passed} passed, ${failed} failed` : "";
    return `${name.padEnd(8)}${code === 0 ? "ok" : "FAILED"}${counts}`;
  });
  // A log of thousands of lines hides them.
  const failures = parts.flatMap((part) => part.failures).map((text) => `failed: ${text.split("\n")[0]}`);
  const times = parts
    .flatMap((part) => part.times)
    .sort((one, other) => other.ms - one.ms)
    .slice(0, slowest)
    .map(({ ms, test }) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${test}`);
  const postgres = hasPostgres
    ? "PostgreSQL: unit tests ran there, and the store's own on the embedded database, too"
    : "PostgreSQL: NOT run. With TEST_DATABASE_URL=postgres://user@host/database, unit tests run there.";
  const long = isAll ? "Long journeys: ran too" : "Long journeys: NOT run. npm run test:all runs them too.";
  const total = `${sum("passed")} passed, ${sum("failed")} failed`;
  process.stdout.write(
    `\nThe slowest tests:\n${[...times, "", ...failures, ...lines, `Browser: ${browser}`, postgres, long, total].join("\n")}\n`,
  );
  process.exitCode = sum("failed") > 0 ? 1 : 0;
}
