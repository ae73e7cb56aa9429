import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const onBothStores = [
  "lib/admin-api/{postgres-only,shared-budget}.test.ts",
  "lib/audit/**/*.test.ts",
  "lib/auth/owner.test.ts",
  "lib/bulk/**/*.test.ts",
  "lib/compliance/**/*.test.ts",
  "lib/db/**/*.test.ts",
  "lib/entry/**/*.test.ts",
  "lib/idempotency.test.ts",
  "lib/sync/**/*.test.ts",
  "lib/reports/**/*.test.ts",
  "lib/trial/postgres-only.test.ts",
  "lib/trial/reset.test.ts",
  "lib/*/mirror.test.ts",
];

const pglite = {
  extends: true as const,
  test: {
    name: "pglite",
    include: ["{lib,app,components,i18n,messages,scripts}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: ["lib/**/postgres-only.test.ts"],
    globalSetup: ["vitest/migrate-pglite.ts"],
    setupFiles: [
      "vitest/clear-environment.ts",
      "vitest/provide-async-storage.ts",
      "vitest/refuse-console-error.ts",
      "vitest/use-pglite.ts",
    ],
  },
};

/** The files whose SQL must mean the same on both stores, each in a database of its own on that server. */
const postgres = {
  extends: true as const,
  test: {
    name: "postgres",
    include: onBothStores,
    exclude: [
      "lib/db/{beside-server,folder-lock,open-embedded}.test.ts",
      "lib/db/embedded/*.test.ts",
      // They are about what the vendor answers; the SQL behind it is that of the others.
      "lib/sync/{corpus,fuzz,kinds,switches}.test.ts",
    ],
    setupFiles: [
      "vitest/clear-environment.ts",
      "vitest/provide-async-storage.ts",
      "vitest/refuse-console-error.ts",
      "vitest/use-postgres.ts",
    ],
  },
};

export default defineConfig({
  // `server-only` throws outside of a server's bundle; inside one it is this empty module.
  resolve: { alias: { "@": root, "server-only": `${root}/node_modules/server-only/empty.js` } },
  test: {
    environment: "node",
    env: { __NEXT_EXPERIMENTAL_AUTH_INTERRUPTS: "true" }, // What next.config.ts sets in a build.
    // The environment is cleared before anything reads it.
    sequence: { setupFiles: "list" },
    // Vitest leaves one core free, and of two that is half: much of the time goes into waiting for a store.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: process.env.TEST_DATABASE_URL ? [pglite, postgres] : [pglite],
  },
});
