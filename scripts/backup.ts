import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { dumpStore } from "@/lib/db/backup";
import { readBesideServer } from "@/lib/db/beside-server";
import { closeDatabase } from "@/lib/db/client";
import { runCommand, toFileArgument } from "./command";

/** `npm run backup -- FILE`: the whole database as a gzipped text file, even while a server runs. */
await runCommand(async () => {
  readBesideServer();
  const file = toFileArgument("npm run backup -- FILE");
  const part = `${file}.part`;
  const gzip = createGzip();
  const written = pipeline(gzip, createWriteStream(part, { mode: 0o600, flags: "wx" }));
  written.catch(() => gzip.destroy());
  try {
    const rowCount = await dumpStore(async (lines) => {
      if (!gzip.write(`${lines.join("\n")}\n`)) await new Promise((resolve) => gzip.once("drain", resolve));
    });
    gzip.end();
    await written;
    await rename(part, file);
    console.log(`${rowCount} rows saved in ${file}`);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  } finally {
    await closeDatabase();
  }
});
