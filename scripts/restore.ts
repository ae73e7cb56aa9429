import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { openBackup } from "@/lib/core/auth/backup-envelope";
import { restoreStore } from "@/lib/core/db/backup";
import { closeDatabase } from "@/lib/core/db/client";
import { readLines } from "@/lib/core/log/read-lines";
import { runCommand } from "./command";

const usage = "Usage: npm run restore -- FILE [--unencrypted]";

/** `npm run restore -- FILE`: fills a new database, embedded or PostgreSQL, from a backup of either. */
await runCommand(async () => {
  const words = process.argv.slice(2);
  const [path, ...rest] = words.filter((word) => word !== "--unencrypted");
  if (!path || rest.length > 0) throw new Error(usage);
  try {
    const bytes = await openBackup(path, words.includes("--unencrypted"));
    await pipeline(bytes, createGunzip(), async (lines: AsyncIterable<Buffer>) => {
      console.log(`${await restoreStore(readLines(lines))} rows restored`);
    });
  } finally {
    await closeDatabase();
  }
});
