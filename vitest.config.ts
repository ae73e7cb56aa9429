import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
/**
 * One driver serves both stores, so what runs on both is what depends on the store: locks, pools, the queue, COPY, the
 * shared budget, vacuum. Everything else runs once, on PostgreSQL where there is one, which takes three quarters of the time;
 * journeys run on the embedded database.
 */
const onBothStores = [
  "lib/**/postgres-only.test.ts",
  "lib/core/admin-api/shared-budget.test.ts",
  "lib/core/audit/{chain,checkpoints,record,rotation}.test.ts",
  "lib/core/auth/owner.test.ts",
  "lib/core/bulk/runner.test.ts",
  "lib/core/db/**/*.test.ts",
  "lib/core/entry/operation.test.ts",
  "lib/idempotency.test.ts",
  "lib/money/reports/ingest/{row-block,write-behind}.test.ts",
  "lib/money/reports/rollups/*.test.ts",
  "lib/across/sync/upkeep.test.ts",
];

/** They set the environment before they load what reads it, close the database, start servers, or measure the process or a new database. */
const alone = {
  pglite: [
    "lib/core/admin-api/client.test.ts",
    "lib/core/process/collect-garbage.test.ts",
    "lib/core/db/beside-server.test.ts",
    "scripts/faults/run.test.ts",
    "scripts/{audit-commands,backup-commands,rotate}.test.ts",
  ],
  postgres: ["lib/core/db/vacuum.test.ts", "lib/across/sync/partitions/postgres-only.test.ts"],
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

const everything = ["{lib,app,components,i18n,messages,scripts}/**/*.test.{ts,tsx}", "*.test.ts"];
const ofServer = ["lib/**/postgres-only.test.ts"];
const ofEmbedded = [
  "lib/core/db/{beside-server,folder-lock,open-embedded}.test.ts",
  "lib/core/db/embedded/*.test.ts",
  "lib/across/trial/reset-killed.test.ts",
  "lib/governance/activity/proof.test.ts",
  // On a server, a write to any of its databases makes an answer be read again.
  "lib/core/{db/version,auth/session,entry/kept-read}.test.ts",
  // Servers share what these are about: its secrets, and a bucket that fills by the database's clock.
  "lib/core/auth/one-secret.test.ts",
  "lib/directory/workspaces/candidates-read-model.test.ts",
];

const onPglite = (include: string[]) => [
  inWorkersOf("pglite", { include, exclude: ofServer }),
  inOwnWorkers("pglite"),
];

/** Each worker has its own database on that server. */
const onPostgres = [
  inWorkersOf("postgres", { include: everything, exclude: [...ofEmbedded, ...alone.pglite] }),
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
    projects: process.env.TEST_DATABASE_URL
      ? [...onPostgres, ...onPglite([...onBothStores, ...ofEmbedded])]
      : onPglite(everything),
  },
});
