/**
 * The layers of the tree and what each may import. scripts/law.ts writes the import rules in biome.jsonc and the law in
 * AGENTS.md from this table. A later layer replaces an earlier one for the files that both name.
 */
export type Package = "sdk" | "drizzle" | "next-auth" | "hono" | "recharts";
export type Layer = {
  name: string;
  files: string[];
  /** Our own modules that it may import, or `all` but those in `except`. Leaves are open to every file in lib. */
  imports: string[] | "all";
  except?: string[];
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

/** What runs in the browser too. */
export const browserSafe = [
  "@/lib/*/schema",
  "@/lib/*/change-schema",
  "@/lib/*/change-sentences",
  "@/lib/*/queries",
  "@/lib/*/actions",
  "@/lib/*/search-params",
  "@/lib/*/*-search-params",
  "@/lib/reports/dimension",
  "@/lib/reports/*/dimensions",
  "@/lib/reports/*/schema",
  "@/lib/reports/*/search-params",
  "@/lib/*/permissions",
  "@/lib/*/*vocabulary",
  "@/lib/entry/unwrap",
  "@/lib/invites/import-file",
  "@/lib/search-params",
  "@/lib/errors",
  "@/lib/fold",
  "@/lib/refusal-reasons",
  "@/lib/format",
  "@/lib/calendar",
  "@/lib/money*",
  "@/lib/typed-text",
  "@/lib/unit-cost",
  "@/lib/rounding",
];

const ofFeatures = [
  "@/lib/entry/**",
  "@/lib/audit/**",
  "@/lib/auth/**",
  "@/lib/db/**",
  "@/lib/admin-api/**",
  "@/lib/directory/**",
  "@/lib/findings/marks-read-model",
  "@/lib/findings/*vocabulary",
  "@/lib/visibility",
  "@/lib/history/**",
  "@/lib/settings/store",
  "@/lib/settings/schema",
];
const ofComponents = ["ui", "charts", "shell", "directory"].map((room) => `@/components/${room}/**`);

export const layers: Layer[] = [
  { name: "app", files: ["app/**"], imports: "all" },
  { name: "the sign-in addresses", files: ["app/api/auth/**"], imports: "all", packages: ["next-auth"] },
  { name: "features in components", files: ["components/**"], imports: [...browserSafe, ...ofComponents] },
  {
    name: "reports in components",
    files: ["components/reports/**"],
    imports: [...browserSafe, ...ofComponents, "@/components/reports/**"],
  },
  {
    name: "charts of features",
    files: ["components/*/*-chart.tsx", "components/*/*-plot.tsx", "components/reports/**/*-chart.tsx"],
    imports: [...browserSafe, ...ofComponents, "@/components/reports/**"],
    draws: true,
  },
  {
    name: "components/directory",
    files: ["components/directory/**"],
    imports: [...browserSafe, "@/components/ui/**", "@/components/shell/**"],
  },
  {
    name: "components/shell",
    files: ["components/shell/**"],
    imports: [...browserSafe, "@/components/ui/**"],
  },
  { name: "page reads", files: ["components/shell/prefetch.tsx"], imports: ["@/lib/entry/read-people"] },
  { name: "components/ui", files: ["components/ui/**"], imports: [...browserSafe, "@/components/ui/**"] },
  {
    name: "components/charts",
    files: ["components/charts/**"],
    imports: [...browserSafe, "@/components/ui/**"],
    packages: ["recharts"],
    draws: true,
  },
  { name: "features in lib", files: ["lib/*/**"], imports: [...ofFeatures, "@/lib/bulk/**"] },
  {
    name: "mirrors, stores, and read models",
    files: ["mirror", "store", "read-model", "sql"].flatMap((name) => [
      `lib/*/${name}.ts`,
      `lib/*/*-${name}.ts`,
    ]),
    imports: [...ofFeatures, "@/lib/bulk/**"],
    packages: ["drizzle"],
  },
  {
    name: "lib/reports",
    files: ["lib/reports/**"],
    imports: [...ofFeatures, "@/lib/reports/**"],
    packages: ["drizzle"],
  },
  {
    name: "lib/access, exports, spend, savings, budgets, overview, schedules, statements, findings, reviews, offboardings, undo, notices",
    files:
      "access exports spend savings budgets overview schedules statements findings reviews offboardings undo notices"
        .split(" ")
        .map((room) => `lib/${room}/**`),
    imports: "all",
    except: ["@/components/**", "@/lib/sync/**", "@/lib/sandbox/**"],
    packages: ["drizzle"],
  },
  {
    name: "lib/sync",
    files: ["lib/sync/**"],
    imports: "all",
    except: ["@/components/**", "@/lib/exports/**", "@/lib/sandbox/**"],
    packages: ["drizzle"],
  },
  {
    name: "lib/trial",
    files: ["lib/trial/**"],
    imports: "all",
    except: ["@/components/**", "@/lib/exports/**"],
    packages: ["drizzle"],
  },
  {
    name: "gateways",
    files: ["lib/*/gateway.ts", "lib/reports/ingest/*gateway.ts"],
    imports: [
      "@/lib/auth/**",
      "@/lib/admin-api/**",
      "@/lib/directory/vocabulary",
      "@/lib/history/vocabulary",
      "@/lib/reports/search-params",
      "@/lib/reports/usage/dimensions",
    ],
    packages: ["sdk"],
  },
  {
    name: "lib/directory, visibility",
    files: ["lib/directory/**", "lib/visibility.ts"],
    imports: ["@/lib/auth/**", "@/lib/db/**", "@/lib/directory/**"],
    packages: ["drizzle"],
  },
  {
    name: "lib/entry",
    files: ["lib/entry/**"],
    imports: ["@/lib/audit/**", "@/lib/auth/**", "@/lib/db/**"],
  },
  {
    name: "lib/audit",
    files: ["lib/audit/**"],
    imports: ["@/lib/auth/**", "@/lib/db/**"],
    packages: ["drizzle"],
  },
  {
    name: "lib/auth",
    files: ["lib/auth/**"],
    imports: ["@/lib/admin-api/**", "@/lib/db/**", "@/lib/settings/store", "@/lib/sandbox/**"],
    packages: ["drizzle", "next-auth"],
  },
  {
    name: "lib/settings/store",
    files: ["lib/settings/store.ts"],
    imports: ["@/lib/db/**"],
    packages: ["drizzle"],
  },
  { name: "lib/db", files: ["lib/db/**"], imports: [], packages: ["drizzle"] },
  {
    name: "lib/admin-api",
    files: ["lib/admin-api/**"],
    imports: ["@/lib/db/request-tokens", "@/lib/sandbox/**"],
    packages: ["sdk"],
  },
  { name: "lib/sandbox", files: ["lib/sandbox/**"], imports: [], packages: ["hono"] },
  {
    name: "leaves",
    files: ["lib/*.ts", "!lib/metrics.ts", "!lib/store-metrics.ts", "!lib/visibility.ts"],
    imports: [],
  },
];
