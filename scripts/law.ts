/**
 * `npm run law` writes what scripts/layers.ts says into biome.jsonc and AGENTS.md, and what lib/core/auth/permissions.ts says
 * into README.md. With `--check` it fails where one of them says something else.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { type Layer, layers, type Package, packages, rows } from "./layers";
import { toPermissionTable } from "./permission-table";
import { runNode } from "./run.mjs";

const everywhere = ["../**", ".."];
const tests = [
  "**/*.test.ts",
  "**/*.test.tsx",
  "lib/**/test-*.ts",
  "e2e/**",
  "scripts/**",
  ".ci/**",
  "vitest/**",
];
const drawn = {
  "@/lib/core/money/money": {
    importNames: ["toPixelsValue"],
    message: "Money stays a decimal string; it becomes a number only where a chart draws it.",
  },
};

/** Biome reads a group as .gitignore is read: what follows a "!" is open again. */
function toGroup({ imports, packages: owned = [] }: Layer): string[] {
  const names = Object.keys(packages) as Package[]; // Sound: the table has no other keys.
  const foreign = names.filter((name) => !owned.includes(name)).flatMap((name) => packages[name]);
  if (imports === "all") return [...everywhere, "@/app/**", ...foreign];
  // What begins with "!" in the table is closed again.
  const open = imports.map((path) => (path.startsWith("!") ? path.slice(1) : `!${path}`));
  return [...everywhere, "@/app/**", "@/components/**", "@/lib/**", ...open, ...foreign];
}

function toOverride(layer: Layer) {
  const message = `scripts/layers.ts says what ${layer.row} may import. Use ./ in a folder and @/ between folders.`;
  const patterns = [{ group: toGroup(layer), message }];
  const options = layer.draws ? { patterns } : { paths: drawn, patterns };
  return { includes: layer.files, linter: toRules(options) };
}

function toRules(options: object) {
  return { rules: { style: { noRestrictedImports: { level: "error", options } } } };
}

function toOverrides() {
  const ofTests = { patterns: [{ group: everywhere, message: "Use @/ instead of ../." }] };
  return [...layers.map(toOverride), { includes: tests, linter: toRules(ofTests) }];
}

function toTable(): string {
  const lines = Object.entries(rows).map(([row, says]) => {
    const owned = layers.filter((layer) => layer.row === row).flatMap((layer) => layer.packages ?? []);
    return `| ${row} | ${says} | ${[...new Set(owned)].join(", ")} |`;
  });
  return ["| Layer | May import | Owns |", "|---|---|---|", ...lines].join("\n");
}

/** What stands between two lines, each of which holds its mark. */
function toSection(
  file: string,
  mark: string,
): { text: string; before: string; held: string; after: string } {
  const text = readFileSync(file, "utf8");
  const [begin, end] = [`${mark}:begin`, `${mark}:end`].map((line) => text.indexOf(line));
  if (begin === undefined || end === undefined || begin < 0 || end < begin)
    throw new Error(`${file} has no ${mark}`);
  const from = text.indexOf("\n", begin) + 1;
  const to = text.lastIndexOf("\n", end) + 1;
  return { text, before: text.slice(0, from), held: text.slice(from, to), after: text.slice(to) };
}

const config = toSection("biome.jsonc", "layers");
const agents = toSection("AGENTS.md", "law");
const readme = toSection("README.md", "permissions");
const law = `${toTable()}\n`;
const table = toPermissionTable();
const isCurrent =
  isDeepStrictEqual(JSON.parse(`[${config.held}]`), toOverrides()) &&
  agents.held === law &&
  readme.held === table;

if (process.argv.includes("--check")) {
  if (!isCurrent)
    console.error(
      "biome.jsonc, AGENTS.md, or README.md differs from scripts/layers.ts or lib/core/auth/permissions.ts: npm run law writes all three.",
    );
  process.exitCode = isCurrent ? 0 : 1;
} else {
  const overrides = toOverrides().map((override) => JSON.stringify(override));
  writeFileSync("biome.jsonc", `${config.before}${overrides.join(",\n")}\n${config.after}`);
  writeFileSync("AGENTS.md", `${agents.before}${law}${agents.after}`);
  writeFileSync("README.md", `${readme.before}${table}${readme.after}`);
  process.exitCode = await runNode(
    "node_modules/@biomejs/biome/bin/biome",
    "format",
    "--write",
    "biome.jsonc",
  );
}
