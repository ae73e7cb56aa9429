/**
 * Creates an empty database in the folder that it is given. In a process of its own: PGlite does so with a second
 * engine, and what the two take for a moment would stay with a server for as long as it runs.
 */
import { PGlite } from "@electric-sql/pglite";

const [dataDir] = process.argv.slice(2);
try {
  const db = await PGlite.create(/** @type {string} */ (dataDir));
  await db.close();
} catch (cause) {
  process.stderr.write(cause instanceof Error ? cause.message : JSON.stringify(cause));
  process.exit(1);
}
