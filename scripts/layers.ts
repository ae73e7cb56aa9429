/**
 * The layers of the tree and what each may import. scripts/law.ts writes the import rules in biome.jsonc and the law in
 * AGENTS.md from these tables. A later layer replaces an earlier one for the files that both name.
 */
import { browserSafe } from "./browser-safe";

export type Package = "sdk" | "drizzle" | "next-auth" | "hono" | "recharts";
export type Layer = {
  /** The line of the law that says this. */
  row: keyof typeof rows;
  files: string[];
  /** Our own modules that it may import, or `all`. */
  imports: string[] | "all";
  /** The packages that it owns; every other file leaves them alone. */
  packages?: Package[];
  /** Whether it may turn cents into a number: only what draws may. */
  draws?: true;
};

export const packages: Record<Package, string[]> = {
  sdk: ["@anthropic-ai/sdk", "@anthropic-ai/sdk/**"],
  drizzle: ["drizzle-orm", "drizzle-orm/**", "pg", "@electric-sql/**"],
  "next-auth": ["next-auth", "next-auth/**"],
  hono: ["hono", "hono/**"],
  recharts: ["recharts", "recharts/**"],
};

/** The law as people read it: each may import what it names, and its own files. */
export const rows = {
  app: "all",
  "components/noun":
    "what is safe in the browser, components/{ui,charts,shell,directory}; reports: their own parts; findings: the dialogs that mend them",
  "components/{ui,charts,shell,directory}": "what is safe in the browser, and the folders before it",
  "lib/across": "all of lib; only `trial` the sandbox, and nothing else `sync`",
  "lib/account": "core, directory, money, governance",
  "lib/governance": "core, directory, money; of its wing findings and reviews",
  "lib/money": "core, directory; of its wing reports and spend",
  "lib/directory": "core; of its wing members, invites, workspaces, and snapshots",
  "lib/core":
    "core, in this order: env, errors, format, process, … ← db ← admin-api ← auth ← audit ← entry ← the others",
  "lib/sandbox": "env, errors, format, process, …",
} as const;

const inComponents = (...rooms: string[]) => rooms.map((room) => `@/components/${room}/**`);
const inLib = (...rooms: string[]) => rooms.map((room) => `@/lib/${room}/**`);
const ofNouns = [...browserSafe, ...inComponents("ui", "charts", "shell", "directory")];

const base = ["address", "env", "errors", "format", "log", "money", "process", "telemetry"].map(
  (room) => `core/${room}`,
);
const directory = ["members", "invites", "workspaces", "snapshots"].map((room) => `directory/${room}`);
const money = ["money/reports", "money/spend"];
const governance = ["governance/findings", "governance/reviews"];

/** The files of a wing that hold SQL. */
function toSqlFiles(wing: string): string[] {
  return ["mirror", "store", "read-model", "sql"].flatMap((name) => [
    `lib/${wing}/*/${name}.ts`,
    `lib/${wing}/*/*-${name}.ts`,
  ]);
}

/** A wing, whose SQL is in some of its files and in whole rooms. */
function toWing(row: keyof typeof rows, imports: string[], rooms: string[] = []): Layer[] {
  const wing = row.replace("lib/", "");
  const sql = [...toSqlFiles(wing), ...rooms.map((room) => `${row}/${room}/**`)];
  return [
    { row, files: [`${row}/**`], imports },
    { row, files: sql, imports, packages: ["drizzle"] },
  ];
}

export const layers: Layer[] = [
  { row: "app", files: ["app/**"], imports: "all" },
  { row: "app", files: ["app/api/auth/**"], imports: "all", packages: ["next-auth"] },
  { row: "components/noun", files: ["components/**"], imports: ofNouns },
  {
    row: "components/noun",
    files: ["components/reports/**"],
    imports: [...ofNouns, ...inComponents("reports")],
  },
  {
    row: "components/noun",
    files: ["components/findings/**"],
    imports: [...ofNouns, ...inComponents("invites", "keys", "members", "workspaces")],
  },
  {
    row: "components/noun",
    files: ["components/*/*-chart.tsx", "components/*/*-plot.tsx", "components/reports/**/*-chart.tsx"],
    imports: [...ofNouns, ...inComponents("reports")],
    draws: true,
  },
  {
    row: "components/{ui,charts,shell,directory}",
    files: ["components/directory/**"],
    imports: [...browserSafe, ...inComponents("ui", "shell")],
  },
  {
    row: "components/{ui,charts,shell,directory}",
    files: ["components/shell/**"],
    imports: [...browserSafe, ...inComponents("ui")],
  },
  {
    row: "components/{ui,charts,shell,directory}",
    files: ["components/shell/prefetch.tsx"],
    imports: ["@/lib/core/entry/read-people"],
  },
  {
    row: "components/{ui,charts,shell,directory}",
    files: ["components/ui/**"],
    imports: [...browserSafe, ...inComponents("ui")],
  },
  {
    row: "components/{ui,charts,shell,directory}",
    files: ["components/charts/**"],
    imports: [...browserSafe, ...inComponents("ui")],
    packages: ["recharts"],
    draws: true,
  },
  ...toWing("lib/core", inLib("core")),
  ...toWing("lib/directory", inLib("core", ...directory), ["access", "offboardings"]),
  ...toWing("lib/money", inLib("core", "directory", ...money), [
    "budgets",
    "reports",
    "savings",
    "spend",
    "statements",
  ]),
  ...toWing("lib/governance", inLib("core", "directory", "money", ...governance), ["findings", "reviews"]),
  ...toWing("lib/account", inLib("core", "directory", "money", "governance")),
  {
    row: "lib/across",
    files: ["lib/across/**"],
    imports: [
      ...inLib("core", "directory", "money", "governance", "account", "across"),
      "!@/lib/across/sync/**",
    ],
    packages: ["drizzle"],
  },
  {
    row: "lib/across",
    files: ["lib/across/{sync,metrics}/**"],
    imports: [...inLib("core", "directory", "money", "governance", "account", "across")],
    packages: ["drizzle"],
  },
  {
    row: "lib/across",
    files: ["lib/across/trial/**"],
    imports: inLib("core", "directory", "money", "governance", "account", "across", "sandbox"),
    packages: ["drizzle"],
  },
  {
    row: "lib/core",
    files: ["lib/*/*/gateway.ts", "lib/money/reports/ingest/*gateway.ts"],
    imports: [
      ...inLib(...base, "core/auth", "core/admin-api"),
      "@/lib/core/organization/vocabulary",
      "@/lib/core/history/vocabulary",
      "@/lib/money/reports/search-params",
      "@/lib/money/reports/usage/dimensions",
    ],
    packages: ["sdk"],
  },
  { row: "lib/core", files: ["lib/core/organization/**"], imports: inLib("core"), packages: ["drizzle"] },
  {
    row: "lib/core",
    files: ["lib/core/entry/**"],
    imports: inLib(...base, "core/audit", "core/auth", "core/db"),
  },
  {
    row: "lib/core",
    files: ["lib/core/audit/**"],
    imports: inLib(...base, "core/auth", "core/db"),
    packages: ["drizzle"],
  },
  {
    row: "lib/core",
    files: ["lib/core/auth/**"],
    imports: [...inLib(...base, "core/admin-api", "core/db", "sandbox"), "@/lib/core/settings/store"],
    packages: ["drizzle", "next-auth"],
  },
  {
    row: "lib/core",
    files: ["lib/core/settings/store.ts"],
    imports: inLib(...base, "core/db"),
    packages: ["drizzle"],
  },
  { row: "lib/core", files: ["lib/core/db/**"], imports: inLib(...base), packages: ["drizzle"] },
  {
    row: "lib/core",
    files: ["lib/core/admin-api/**"],
    imports: [...inLib(...base, "sandbox"), "@/lib/core/db/request-tokens"],
    packages: ["sdk"],
  },
  { row: "lib/core", files: base.map((room) => `lib/${room}/**`), imports: inLib(...base) },
  { row: "lib/sandbox", files: ["lib/sandbox/**"], imports: inLib(...base), packages: ["hono"] },
];
