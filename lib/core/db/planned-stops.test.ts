import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { expect, test } from "vitest";
import { z } from "zod";
import { migrationsFolder } from "./migrations";

const journal = z.looseObject({ entries: z.array(z.looseObject({ idx: z.number() })) });

test("rotations of the version before stay, without a planned stop", async () => {
  const folder = mkdtempSync(join(tmpdir(), "castellan-stops-"));
  cpSync(migrationsFolder, folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const known = journal.parse(JSON.parse(readFileSync(file, "utf8")));
  const entries = known.entries.filter(({ idx }) => idx < 53);
  writeFileSync(file, JSON.stringify({ ...known, entries }));
  const client = new PGlite();
  const db = drizzle(client);
  await migrate(db, { migrationsFolder: folder });
  await db.execute(sql`insert into key_rotations (key_id, replacement_id, started_by, started_at)
    values ('k1', 'k2', 'ada@x.example', '2026-11-01T00:00:00Z')`);
  await migrate(db, { migrationsFolder });
  // A server of the version before goes on writing these columns only.
  await db.execute(sql`insert into key_rotations (key_id, replacement_id, started_by, started_at)
    values ('k3', 'k4', 'ada@x.example', '2026-11-02T00:00:00Z')`);
  const { rows } = await db.execute(
    sql`select key_id, replacement_id, stop_asked_by, stop_run_id from key_rotations order by 1`,
  );
  expect(rows).toEqual([
    { key_id: "k1", replacement_id: "k2", stop_asked_by: null, stop_run_id: null },
    { key_id: "k3", replacement_id: "k4", stop_asked_by: null, stop_run_id: null },
  ]);
  await client.close();
  rmSync(folder, { recursive: true });
}, 60_000);
