import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listSupplyProblems } from "./supply";

const real = {
  manifest: readFileSync("package.json", "utf8"),
  lock: readFileSync("package-lock.json", "utf8"),
  npmrc: readFileSync(".npmrc", "utf8"),
};

function plant(path: string, fields: object): string[] {
  const lock = JSON.parse(real.lock);
  lock.packages[path] = { version: "1.0.0", integrity: "sha512-x", ...lock.packages[path], ...fields };
  return listSupplyProblems({ ...real, lock: JSON.stringify(lock) });
}

const declare = (name: string, version: string) => {
  const manifest = JSON.parse(real.manifest);
  manifest.dependencies[name] = version;
  return listSupplyProblems({ ...real, manifest: JSON.stringify(manifest) });
};

test("our own packages pass", () => {
  expect(listSupplyProblems(real)).toEqual([]);
});

test.each(["16.4.5", "15.99.99", "16.3.9", "16.4.6-canary.1", "0.0.1"])(
  "version %s of Next is too old",
  (version) => {
    expect(plant("node_modules/next", { version })).toEqual([`next: ${version} is below 16.4.6`]);
  },
);

test.each(["16.4.6", "16.4.7", "16.5.0", "17.0.0"])("version %s of Next is new enough", (version) => {
  expect(plant("node_modules/next", { version })).toEqual([]);
});

test("a second copy of React must have the same minimum version", () => {
  expect(plant("node_modules/x/node_modules/react", { version: "18.3.1" })).toEqual([
    "react: 18.3.1 is below 19.3.1",
  ]);
});

test.each(["^1.0.0", "1.x", "latest", "git+https://evil.example/x.git", "npm:y@1.0.0"])(
  "%s is not an exact version",
  (version) => {
    expect(declare("clsx", version)).toEqual([`clsx: ${version} is not one exact version`]);
  },
);

test("an archive from another registry or without its hash is refused", () => {
  const problem = "x: 1.0.0 does not come from the registry with its hash";
  expect(plant("node_modules/x", { resolved: "https://evil.example/x.tgz" })).toEqual([problem]);
  expect(plant("node_modules/x", { integrity: undefined })).toEqual([problem]);
  expect(plant("node_modules/x", { integrity: "sha1-x" })).toEqual([problem]);
});

test("a development package in the production install is found", () => {
  expect(plant("node_modules/x", { devOptional: true })).toEqual([
    "x: is for development, and `npm ci --omit=dev` installs it",
  ]);
});

test("a new install script must be reviewed, and scripts stay disabled", () => {
  expect(plant("node_modules/x", { hasInstallScript: true })).toEqual([
    "x: has an install script that nobody has looked at",
  ]);
  expect(listSupplyProblems({ ...real, npmrc: "ignore-scripts=false\n" })).toEqual([
    ".npmrc: install scripts are not off",
  ]);
});
