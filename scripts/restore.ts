import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { restoreStore } from "@/lib/db/backup";
import { closeDatabase } from "@/lib/db/client";
import { readLines } from "@/lib/read-lines";
import { runCommand, toFileArgument } from "./command";

/** `npm run restore -- FILE`: fills a new database, embedded or PostgreSQL, from a backup of either. */
await runCommand(async () => {
  const path = toFileArgument("npm run restore -- FILE");
  try {
    await pipeline(createReadStream(path), createGunzip(), async (bytes: AsyncIterable<Buffer>) => {
      console.log(`${await restoreStore(readLines(bytes))} rows restored`);
    });
  } finally {
    await closeDatabase();
  }
});
