import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, inject } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { openMigrated, parsers } from "@/lib/db/open-pglite";
import { keepForTests } from "@/lib/db/test-database";

keepForTests(async () => {
  const loadDataDir = new Blob([await readFile(inject("migratedPglite"))]);
  return openMigrated(await PGlite.create("memory://", { loadDataDir, parsers }));
});

afterAll(closeDatabase);
