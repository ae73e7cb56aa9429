import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
const onBothStores = [
  "lib/audit/**/*.test.ts",
  "lib/bulk/**/*.test.ts",
  "lib/db/**/*.test.ts",
  "lib/sync/**/*.test.ts",
  "lib/reports/**/*.test.ts",
  "lib/*/mirror.test.ts",
];

const unset = [
  ...[
    "ANTHROPIC_ADMIN_KEY",
    "ANTHROPIC_ADMIN_KEY_FILE",
    "ANTHROPIC_BASE_URL",
    "ADMIN_API_REQUESTS_PER_MINUTE",
  ],
  ...["DATABASE_URL", "NEXTAUTH_URL", "NEXTAUTH_SECRET", "BOOTSTRAP_ADMINS", "PORT", "METRICS_TOKEN"],
  ...["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"],
  ...["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "OKTA_ISSUER", "OKTA_CLIENT_ID", "OKTA_CLIENT_SECRET"],
  ...["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "GITHUB_URL"],
  ...["ENTRA_TENANT_ID", "ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET", "ENTRA_AUTHORITY", "TRUSTED_PROXIES"],
  ...["READ_ONLY", "SYNC_INTERVAL_SECONDS", "HISTORY_DAYS"],
];

const pglite = {
  extends: true as const,
  test: {
    name: "pglite",
    include: ["{lib,app,components,i18n,messages,scripts}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: ["lib/**/postgres-only.test.ts"],
    globalSetup: ["vitest/migrate-pglite.ts"],
    setupFiles: ["vitest/provide-async-storage.ts", "vitest/refuse-console-error.ts", "vitest/use-pglite.ts"],
  },
};

/** The files whose SQL must mean the same on both stores, each in a database of its own on that server. */
const postgres = {
  extends: true as const,
  test: {
    name: "postgres",
    include: onBothStores,
    exclude: ["lib/db/folder-lock.test.ts", "lib/db/open-pglite.test.ts"],
    setupFiles: [
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
    // What the shell of whoever runs the tests holds must not decide them; an empty value counts as absent.
    env: {
      DATA_DIR: "memory://",
      LOG_LEVEL: "silent",
      __NEXT_EXPERIMENTAL_AUTH_INTERRUPTS: "true", // What next.config.ts sets in a build.
      ...Object.fromEntries(unset.map((name) => [name, ""])),
    },
    // Vitest leaves one core free, and of two that is half: much of the time goes into waiting for a store.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: process.env.TEST_DATABASE_URL ? [pglite, postgres] : [pglite],
  },
});
