/**
 * PGlite in a thread, behind a socket with PostgreSQL's protocol, so that a query blocks only those who wait for the
 * database.
 */
import { chmodSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { serialize } from "pg-protocol";
import { isPanic } from "./panic.mjs";
import { serveSession } from "./session.mjs";
import { createTurns } from "./turns.mjs";

/** @type {import("./contract").WorkerInput} */
const { dataDir, address, image, busySince, backgroundName, idleLimitMs } = workerData;
/** PGlite takes its default 128 MB at the start and never returns them; the system also caches the files. */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=32MB"];
const port = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);

try {
  const loaded = image ? { loadDataDir: new Blob([await readFile(image)]) } : {};
  const db = await PGlite.create(dataDir, { startParams, ...loaded });
  await db.exec("set time zone 'UTC'");
  // Every client gets the same greeting, because the engine has one session with one user and database.
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
        const onRawData = (/** @type {Uint8Array} */ data) => {
          // Copied, because the engine reuses its memory for the next part.
          const part = Buffer.from(data);
          if (isPanic(part)) giveUp(new Error("it panicked"));
          onAnswer(part);
        };
        await db.execProtocolRawStream(message, { onRawData }).catch(giveUp);
        Atomics.store(busySince, 0, 0n);
      }),
  };
  let isPrivate = false;
  const server = createServer((socket) => {
    if (isPrivate) serveSession(socket, engine);
    else socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path: address });
    // A thread can't change the umask. Whoever connected before this is turned away, in the turn after the next.
    if (server.listening && process.platform !== "win32") chmodSync(address, 0o600);
    server.once("listening", () =>
      setImmediate(() =>
        setImmediate(() => {
          isPrivate = true;
          resolve(server);
        }),
      ),
    );
  });
}

/** A failed query is an answer; a failed engine has to be replaced. */
function giveUp(/** @type {unknown} */ cause) {
  port.postMessage({ kind: "broken", reason: toText(cause) });
  process.exit(1);
}

async function close(/** @type {PGlite} */ db, /** @type {import("node:net").Server} */ server) {
  server.close();
  await db.close();
  process.exit(0); // A connected client would keep the thread alive.
}

function toText(/** @type {unknown} */ cause) {
  return cause instanceof Error ? cause.message : JSON.stringify(cause);
}
