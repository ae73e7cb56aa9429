/**
 * The thread of the embedded database: PGlite behind a socket that speaks PostgreSQL's protocol, so that a query
 * stops nobody but those who wait for the database.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { serialize } from "pg-protocol";
import { serveSession } from "./session.mjs";
import { createTurns } from "./turns.mjs";

/** @type {import("./contract").WorkerInput} */
const { dataDir, address, image, busySince, backgroundName, idleLimitMs } = workerData;
/** PGlite's own 128 MB are taken at the start and never given back; the system keeps the files in its memory as well. */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=32MB"];
const port = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);

try {
  const loaded = image ? { loadDataDir: new Blob([await readFile(image)]) } : {};
  const db = await PGlite.create(dataDir, { startParams, ...loaded });
  await db.exec("set time zone 'UTC'");
  // Every client is greeted like the first: the engine has one session, of one user and one database.
  const greeting = Buffer.from(
    await db.execProtocolRaw(serialize.startup({ user: "postgres", database: "postgres" })),
  );
  const server = await listen(db, greeting);
  port.on("message", () => void close(db, server));
  port.postMessage({ kind: "ready" });
} catch (cause) {
  port.postMessage({ kind: "failed", reason: toText(cause) });
  port.close();
}

/** @returns {Promise<import("node:net").Server>} */
function listen(/** @type {PGlite} */ db, /** @type {Buffer} */ greeting) {
  const turns = createTurns();
  /** @type {import("./contract").Engine} */
  const engine = {
    turns,
    greeting,
    backgroundName,
    idleLimitMs,
    run: (message, onAnswer) =>
      db.runExclusive(async () => {
        Atomics.store(busySince, 0, process.hrtime.bigint());
        // Copied: the engine uses its memory again for the next part.
        await db
          .execProtocolRawStream(message, { onRawData: (data) => onAnswer(Buffer.from(data)) })
          .catch(giveUp);
        Atomics.store(busySince, 0, 0n);
      }),
  };
  const server = createServer((socket) => serveSession(socket, engine));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path: address }, () => resolve(server));
  });
}

/** A query's failure is an answer; where the engine itself fails, only a new one helps. */
function giveUp(/** @type {unknown} */ cause) {
  port.postMessage({ kind: "broken", reason: toText(cause) });
  process.exit(1);
}

async function close(/** @type {PGlite} */ db, /** @type {import("node:net").Server} */ server) {
  server.close();
  await db.close();
  process.exit(0); // Whoever is still connected would keep the thread.
}

function toText(/** @type {unknown} */ cause) {
  return cause instanceof Error ? cause.message : JSON.stringify(cause);
}
