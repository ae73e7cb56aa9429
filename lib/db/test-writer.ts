/** A process for tests: writes numbered rows until it is killed, and says each number once it is committed. */
import "server-only";
import { openEmbedded } from "./open-embedded";
import { costRows } from "./report-tables";

const { db } = await openEmbedded(process.argv[2] ?? "");
for (let written = 1; ; written++) {
  await db.insert(costRows).values({ day: "2026-11-24", cents: String(written) });
  process.stdout.write(`${written}\n`);
}
