import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { restoreStore } from "@/lib/db/backup";
import { closeDatabase } from "@/lib/db/client";
import { runCommand, toFileArgument } from "./command";

/** `npm run restore -- FILE`: fills a new store, embedded or PostgreSQL, from a backup of either. */
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

/** By line feeds alone: node:readline also splits at U+2028, which a name may hold. */
async function* readLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
