import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
/**
 * One driver serves both stores, so what runs on both is what depends on the server: locks, pools, the queue, COPY, the
 * shared budget, vacuum. Every read and every action runs once, for its SQL.
 */
const onBothStores = [
  "lib/**/postgres-only.test.ts",
  "lib/admin-api/shared-budget.test.ts",
  "lib/audit/{chain,checkpoints,record,rotation}.test.ts",
  "lib/auth/owner.test.ts",
  "lib/bulk/**/*.test.ts",
  "lib/db/**/*.test.ts",
  "lib/delivery/send.test.ts",
  "lib/entry/{heavy-read,operation,turns}.test.ts",
  "lib/idempotency.test.ts",
  "lib/keys/planned-stops.test.ts",
  "lib/reports/ingest/{row-block,sync,write-behind}.test.ts",
  "lib/reports/reconciliation.test.ts",
  "lib/reports/rollups/*.test.ts",
  "lib/snapshots/*.test.ts",
  "lib/sync/{engine,upkeep}.test.ts",
  "lib/trial/reset.test.ts",
  "lib/visibility.test.ts",
];

/** They run a migration again, so the next file would find another schema. */
const migrating = [
  "lib/db/folded-names.test.ts",
  "lib/members/list-read-model.test.ts",
  "lib/reports/rollups/{claude-code-rollups,period-sums}.test.ts",
  "lib/snapshots/read-model.test.ts",
];

/** They also set the environment before they load what reads it, close the database, change its tables, or measure the process or a new database. */
const alone = {
  pglite: [
    ...migrating,
    "lib/spend/{actor-periods,unusual-days}.test.ts",
    "lib/admin-api/client.test.ts",
    "lib/collect-garbage.test.ts",
    "lib/db/beside-server.test.ts",
    "scripts/{audit-commands,backup-commands,rotate}.test.ts",
  ],
  postgres: [...migrating, "lib/db/vacuum.test.ts", "lib/sync/partitions/postgres-only.test.ts"],
};

type Store = keyof typeof alone;
type Files = { include: string[]; exclude?: string[] };

/** Files in the workers of a store. They share modules and the database, which is twice as fast; `undo-after-file.ts` keeps them apart. */
function inWorkersOf(store: Store, { include, exclude = [] }: Files) {
  return toProject(store, {
    name: store,
    isolate: false,
    include,
    exclude: [...exclude, ...alone[store]],
    setupFiles: [...beforeEachFile, `vitest/use-${store}.ts`, "vitest/undo-after-file.ts"],
  });
}

function inOwnWorkers(store: Store) {
  return toProject(store, {
    name: `${store}, alone`,
    include: alone[store],
    setupFiles: [...beforeEachFile, `vitest/use-${store}.ts`],
  });
}

function toProject(store: Store, test: TestProjectInlineConfiguration["test"]) {
  return { extends: true as const, test: { ...test, globalSetup: [`vitest/migrate-${store}.ts`] } };
}

const beforeEachFile = [
  "vitest/clear-environment.ts",
  "vitest/provide-async-storage.ts",
  "vitest/refuse-console-error.ts",
];

const onPglite = [
  inWorkersOf("pglite", {
    include: ["{lib,app,components,i18n,messages,scripts}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: ["lib/**/postgres-only.test.ts"],
  }),
  inOwnWorkers("pglite"),
];

/** Each worker has its own database on that server. */
const onPostgres = [
  inWorkersOf("postgres", {
    include: onBothStores,
    exclude: [
      "lib/db/{beside-server,folder-lock,open-embedded}.test.ts",
      "lib/db/embedded/*.test.ts",
      // On a server, a write to any of its databases makes an answer be read again.
      "lib/db/version.test.ts",
    ],
  }),
  inOwnWorkers("postgres"),
];

export default defineConfig({
  // `server-only` throws outside a server bundle; inside one it is this empty module.
  resolve: { alias: { "@": root, "server-only": `${root}/node_modules/server-only/empty.js` } },
  test: {
    environment: "node",
    env: { __NEXT_EXPERIMENTAL_AUTH_INTERRUPTS: "true" },
    sequence: { setupFiles: "list" },
    // Vitest leaves one core free, which is half of two, and tests mostly wait for a database.
    maxWorkers: 2,
    // For a machine that is busy with something else; no test is about time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: process.env.TEST_DATABASE_URL ? [...onPglite, ...onPostgres] : onPglite,
  },
});
