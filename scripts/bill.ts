import { randomUUID } from "node:crypto";
import { z } from "zod";

const versions = z.record(z.string(), z.string()).default({});
const packageSchema = z.object({
  name: z.string().optional(),
  version: z.string(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  dependencies: versions,
  optionalDependencies: versions,
  peerDependencies: versions,
});
const lockSchema = z.object({ packages: z.record(z.string(), packageSchema) });
type Package = z.infer<typeof packageSchema>;
type Packages = Record<string, Package>;

/**
 * CycloneDX 1.6 from `package-lock.json`: everything that `npm ci --omit=dev` may install on any platform. npm 11's own
 * command leaves packages out.
 */
export function toBill(lock: string, at = new Date()) {
  const { packages } = lockSchema.parse(JSON.parse(lock));
  const { "": root, ...rest } = packages;
  if (!root) throw new Error("package-lock.json has no root");
  const installed = Object.entries(rest).filter(([, { dev }]) => !dev);
  const copies = new Map(installed.map(([path, each]) => [toRef(toName(path), each), [path, each] as const]));
  const rootRef = toRef(root.name ?? "", root);
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: at.toISOString(),
      component: { type: "application", "bom-ref": rootRef, ...toIdentity(root.name ?? "", root) },
    },
    components: [...copies].map(([ref, [path, each]]) => ({
      type: "library",
      "bom-ref": ref,
      ...toIdentity(toName(path), each),
      scope: each.optional ? "optional" : "required",
      ...toHashes(each),
    })),
    dependencies: [
      { ref: rootRef, dependsOn: listNeeded(packages, "", root) },
      ...[...copies].map(([ref, [path, each]]) => ({ ref, dependsOn: listNeeded(packages, path, each) })),
    ],
  };
}

function toName(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

function toRef(name: string, { version }: Package): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function toIdentity(name: string, each: Package) {
  return { name, version: each.version, purl: toRef(name, each), licenses: toLicenses(each) };
}

/** Anything that isn't an SPDX expression, such as "SEE LICENSE IN …", is a name. */
function toLicenses({ license }: Package) {
  if (license === undefined) return [];
  return /^[\w.+() -]+$/.test(license) && !/^(SEE |UNLICENSED)/.test(license)
    ? [{ expression: license }]
    : [{ license: { name: license } }];
}

/** A package bundled in another one has no hash. */
function toHashes({ integrity }: Package) {
  const [, hash] = /^sha512-(\S+)/.exec(integrity ?? "") ?? [];
  if (hash === undefined) return {};
  return { hashes: [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }] };
}

/** The copies that Node resolves for a package's dependencies; optional ones may be missing. */
function listNeeded(packages: Packages, path: string, each: Package): string[] {
  const names = Object.keys({ ...each.dependencies, ...each.optionalDependencies, ...each.peerDependencies });
  const refs = names.flatMap((name) => {
    const found = listPlaces(path)
      .map((place) => packages[`${place}node_modules/${name}`])
      .find((one) => one !== undefined);
    return found && !found.dev ? [toRef(name, found)] : [];
  });
  return [...new Set(refs)].sort();
}

function listPlaces(path: string): string[] {
  const parts = path === "" ? [] : path.split("/node_modules/");
  const ends = parts.map((_, index) => `${parts.slice(0, parts.length - index).join("/node_modules/")}/`);
  return [...ends, ""];
}
