/**
 * Creates an empty database in its own process: PGlite uses a second engine for that, whose memory a server would never
 * get back.
 */
import { PGlite } from "@electric-sql/pglite";

const [dataDir] = process.argv.slice(2);
// Ends with its server, even if that is killed.
process.stdin.once("end", () => process.exit(1)).resume();
try {
  const db = await PGlite.create(/** @type {string} */ (dataDir));
  await db.close();
  process.exit();
} catch (cause) {
  process.stderr.write(cause instanceof Error ? cause.message : JSON.stringify(cause));
  process.exit(1);
}
