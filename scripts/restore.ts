import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { restoreStore } from "@/lib/db/backup";
import { closeDatabase } from "@/lib/db/client";
import { runCommand, toFileArgument } from "./command";

/** `npm run restore -- FILE`: fills a new store, embedded or PostgreSQL, from a backup of either. */
await runCommand(async () => {
  const file = createReadStream(toFileArgument("npm run restore -- FILE"));
  const lines = createInterface({ input: file.pipe(createGunzip()), crlfDelay: 0 });
  try {
    console.log(`${await restoreStore(lines)} rows restored`);
  } finally {
    await closeDatabase();
  }
});
