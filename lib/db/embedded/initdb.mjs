/**
 * Creates an empty database in its own process: PGlite uses a second engine for that, whose memory a server would never
 * get back.
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
