import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/lib/core/db/client";
import { runCommand } from "./command";

/**
 * `npm run migrate -- [--grants FILE]`: migrates the schema as the role of `DATABASE_URL`, for servers whose role may
 * not, and then runs the SQL of FILE, which lets them use what is new.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { grants: { type: "string" } } });
  const grants = values.grants && (await readFile(values.grants, "utf8"));
  try {
    const db = await database();
    if (grants) await db.execute(sql.raw(grants));
    console.log("The schema is up to date.");
  } finally {
    await closeDatabase();
  }
});
