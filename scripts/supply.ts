import { z } from "zod";

/** Versions below these have known vulnerabilities. Every copy in the tree counts. */
const floors: Record<string, string> = { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" };

/** Install scripts that were read and aren't needed: each falls back to a package with the binary. */
const withScript = ["@parcel/watcher", "@swc/core", "esbuild"];

const versions = z.record(z.string(), z.string());
const manifestSchema = z.object({
  dependencies: versions,
  devDependencies: versions,
  overrides: versions,
  allowScripts: z.record(z.string(), z.boolean()),
});
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      inBundle: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});
type Package = z.infer<typeof lockSchema>["packages"][string] & { name: string };

type Texts = { manifest: string; lock: string; npmrc: string };

export function listSupplyProblems({ manifest, lock, npmrc }: Texts): string[] {
  const declared = manifestSchema.parse(JSON.parse(manifest));
  const { packages } = lockSchema.parse(JSON.parse(lock));
  const installed = Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, each]) => ({ ...each, name: path.slice(path.lastIndexOf("node_modules/") + 13) }));
  return [
    ...listLoose(declared),
    ...listBelowFloor(installed),
    ...listForeign(installed),
    ...listUnwanted(installed),
    ...listScripts(installed, declared.allowScripts),
    ...(/^ignore-scripts=true$/m.test(npmrc) ? [] : [".npmrc: install scripts are not off"]),
  ];
}

function listLoose({ dependencies, devDependencies, overrides }: z.infer<typeof manifestSchema>): string[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...overrides })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}: ${version} is not one exact version`);
}

function listBelowFloor(installed: readonly Package[]): string[] {
  const missing = Object.keys(floors).filter((name) => !installed.some((each) => each.name === name));
  const low = installed.filter(({ name, version }) => floors[name] && isLower(version, floors[name]));
  return [
    ...missing.map((name) => `${name}: is not installed`),
    ...low.map(({ name, version }) => `${name}: ${version} is below ${floors[name]}`),
  ];
}

function isLower(version: string, floor: string): boolean {
  if (version.split("-")[0] === floor) return version !== floor;
  const [one, other] = [version, floor].map((text) => text.split(/[.-]/).map(Number));
  const at = [0, 1, 2].find((index) => one?.[index] !== other?.[index]) ?? 0;
  return !((one?.[at] ?? 0) > (other?.[at] ?? 0));
}

/** Only the registry's own archives, each pinned to its hash; a bundled package is inside another's. */
function listForeign(installed: readonly Package[]): string[] {
  return installed
    .filter(({ resolved, integrity, inBundle }) => {
      const isRegistry = resolved === undefined || resolved.startsWith("https://registry.npmjs.org/");
      return !isRegistry || !(inBundle || integrity?.startsWith("sha512-"));
    })
    .map(({ name, version }) => `${name}: ${version} does not come from the registry with its hash`);
}

/** npm also installs a development package for production if another names it as an optional peer. */
function listUnwanted(installed: readonly Package[]): string[] {
  return installed
    .filter(({ devOptional }) => devOptional)
    .map(({ name }) => `${name}: is for development, and \`npm ci --omit=dev\` installs it`);
}

function listScripts(installed: readonly Package[], allowScripts: Record<string, boolean>): string[] {
  const found = new Set(installed.filter((each) => each.hasInstallScript).map(({ name }) => name));
  const unread = [...found].filter((name) => !withScript.includes(name));
  const undecided = withScript.filter((name) => allowScripts[name] !== false);
  return [
    ...unread.map((name) => `${name}: has an install script that nobody has looked at`),
    ...undecided.map((name) => `${name}: allowScripts in package.json does not deny its install script`),
    ...withScript.filter((name) => !found.has(name)).map((name) => `${name}: has no install script any more`),
  ];
}
