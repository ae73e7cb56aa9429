import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isInstalled, warnOfOldNode } from "./install.mjs";

const next = { version: "16.4.6", integrity: "sha512-n" };
const vitest = { version: "4.1.12", integrity: "sha512-v", dev: true };
const native = { version: "1.0.0", integrity: "sha512-o", optional: true };
const lock = {
  "": { version: "0.1.0" },
  "node_modules/next": next,
  "node_modules/vitest": vitest,
  "node_modules/native-of-another-platform": native,
};

describe("what is installed is enough", () => {
  test("what is installed is enough to serve without what tests, and to test only with it", () => {
    const serving = { "node_modules/next": next };
    expect(isInstalled(lock, serving, false)).toBe(true);
    expect(isInstalled(lock, serving, true)).toBe(false);
    const all = { ...serving, "node_modules/vitest": vitest };
    expect(isInstalled(lock, all, false)).toBe(true);
    expect(isInstalled(lock, all, true)).toBe(true);
  });

  test.each([
    ["nothing is there", {}],
    ["a package is of another version", { "node_modules/next": { ...next, version: "16.4.5" } }],
    ["a package has another hash", { "node_modules/next": { ...next, integrity: "sha512-x" } }],
    ["there is a package more", { "node_modules/next": next, "node_modules/x": next }],
  ])("what is installed is not enough where %s", (_, installed) => {
    expect(isInstalled(lock, installed, false)).toBe(false);
  });

  test("the packages of this checkout are recognized as installed", () => {
    const read = (file: string) => JSON.parse(readFileSync(file, "utf8")).packages;
    expect(isInstalled(read("package-lock.json"), read("node_modules/.package-lock.json"), true)).toBe(true);
  });
});

test.each([
  ["20.20.2", ["Node 20.20.2 no longer gets security fixes. Use Node 24, the current LTS."]],
  ["22.15.0", []],
  ["24.22.3", []],
])("Node %s starts with %j", (version, expected) => {
  const lines: string[] = [];
  // What isn’t a terminal gets a line of the log, which is JSON.
  warnOfOldNode(version, { write: (text) => lines.push(JSON.parse(text).msg) });
  expect(lines).toEqual(expected);
});

test("what runs Castellan is the current LTS everywhere", () => {
  const lts = readFileSync(".nvmrc", "utf8").trim();
  expect(readFileSync("Containerfile", "utf8")).toContain(`ARG NODE_IMAGE=node:${lts}-slim\n`);
  expect(readFileSync("README.md", "utf8")).toContain(`Node ${lts}`);
});
