/** A test process: writes numbered rows until it is killed and prints each number once committed. */
import "server-only";
import { openEmbedded } from "./open-embedded";
import { costRows } from "./report-tables";

const { db } = await openEmbedded(process.argv[2] ?? "");
for (let written = 1; ; written++) {
  await db.insert(costRows).values({ day: "2026-11-24", cents: String(written) });
  process.stdout.write(`${written}\n`);
}
