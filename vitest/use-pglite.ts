import { readFile } from "node:fs/promises";
import { afterAll, inject } from "vitest";
import { keepStore } from "./keep-store";

const close = keepStore(async () => {
  const { PGlite } = await import("@electric-sql/pglite");
  const { openMigrated, parsers } = await import("@/lib/db/open-pglite");
  const loadDataDir = new Blob([await readFile(inject("migratedPglite"))]);
  return openMigrated(await PGlite.create("memory://", { loadDataDir, parsers }));
});

afterAll(close);
