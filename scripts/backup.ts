import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { refuseOtherFile, sealBackup, toBackupSecret } from "@/lib/core/auth/backup-envelope";
import { dumpStore } from "@/lib/core/db/backup";
import { readBesideServer } from "@/lib/core/db/beside-server";
import { closeDatabase } from "@/lib/core/db/client";
import { env } from "@/lib/core/env/env";
import { runCommand, toFileArgument } from "./command";

/** `npm run backup -- FILE`: the whole database, zipped and encrypted, even while a server runs. */
await runCommand(async () => {
  readBesideServer();
  const file = toFileArgument("npm run backup -- FILE");
  await refuseOtherFile(file);
  const part = `${file}.part`;
  const gzip = createGzip();
  const written = pipeline(gzip, sealBackup, createWriteStream(part, { mode: 0o600, flags: "wx" }));
  written.catch(() => gzip.destroy());
  try {
    const rowCount = await dumpStore(async (lines) => {
      if (!gzip.write(`${lines.join("\n")}\n`)) await new Promise((resolve) => gzip.once("drain", resolve));
    });
    gzip.end();
    await written;
    await rename(part, file);
    console.log(`${rowCount} rows saved in ${file}. ${toAdvice()}`);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  } finally {
    await closeDatabase();
  }
});

function toAdvice(): string {
  const secret = toBackupSecret();
  const name = secret === "nextauth-secret" ? `the file ${env.DATA_DIR}/nextauth-secret` : secret;
  return `To restore it, you need ${name}: keep it in another place.`;
}
