import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "@/package.json" with { type: "json" };
import { toBill } from "./bill";

const lock = readFileSync("package-lock.json", "utf8");
const bill = toBill(lock);
const toPurl = ([name, version]: [string, string]) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

test("the bill of materials is of this application and names every dependency, its hash and its license", () => {
  expect(bill).toMatchObject({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: { component: { type: "application", name: "castellan", version: manifest.version } },
  });
  const components = new Map(bill.components.map((each) => [each.purl, each]));
  expect(components.size).toBe(bill.components.length);
  for (const each of Object.entries(manifest.dependencies))
    expect(components.get(toPurl(each)), each[0]).toMatchObject({
      hashes: [{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
      licenses: [expect.anything()],
    });
});

test("the bill of materials names every package of the production install, and no development package", () => {
  const packages: Record<string, { version: string; dev?: boolean }> = JSON.parse(lock).packages;
  const installed = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);
  const purls = installed.map(([path, { version }]) =>
    toPurl([path.slice(path.lastIndexOf("node_modules/") + 13), version]),
  );
  expect(new Set(bill.components.map(({ purl }) => purl))).toEqual(new Set(purls));
  const onlyDevelops = (name: string) => packages[`node_modules/${name}`]?.dev;
  for (const name of Object.keys(manifest.devDependencies).filter(onlyDevelops))
    expect(bill.components.map((each) => each.name)).not.toContain(name);
});

test("the bill of materials shows which package requires which, by the copy that Node would find", () => {
  const needed = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const root = bill.metadata.component["bom-ref"];
  expect(needed.get(root)).toEqual(Object.entries(manifest.dependencies).map(toPurl).sort());
  const reached = new Set([root]);
  for (const ref of reached) for (const next of needed.get(ref) ?? []) reached.add(next);
  expect(reached.size).toBe(bill.components.length + 1);

  const nested = toBill(
    JSON.stringify({
      packages: {
        "": { name: "app", version: "1.0.0", dependencies: { a: "1.0.0", b: "2.0.0" } },
        "node_modules/a": { version: "1.0.0", dependencies: { b: "^1.0.0" } },
        "node_modules/a/node_modules/b": { version: "1.5.0", peerDependencies: { c: "*" } },
        "node_modules/b": { version: "2.0.0" },
      },
    }),
  );
  expect(nested.dependencies).toEqual([
    { ref: "pkg:npm/app@1.0.0", dependsOn: ["pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0"] },
    { ref: "pkg:npm/a@1.0.0", dependsOn: ["pkg:npm/b@1.5.0"] },
    { ref: "pkg:npm/b@1.5.0", dependsOn: [] },
    { ref: "pkg:npm/b@2.0.0", dependsOn: [] },
  ]);
});
