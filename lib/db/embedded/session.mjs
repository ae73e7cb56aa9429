import { serialize } from "pg-protocol";
import { Frames, readParameter } from "./frames.mjs";

/** The last message of an answer, ReadyForQuery: "Z", its length, and "I" outside of a transaction. */
const readyBytes = 6;
const ready = "Z".charCodeAt(0);
const idle = "I".charCodeAt(0);
const rollback = serialize.query("rollback");
const idleParameter = "idle_in_transaction_session_timeout";
const idleForTooLong = toFatal("25P03", "terminating connection due to idle-in-transaction timeout");

/** Serves one client until it goes. What it left open is rolled back. */
export function serveSession(
  /** @type {import("node:net").Socket} */ socket,
  /** @type {import("./contract").Engine} */ { turns, greeting, backgroundName, idleLimitMs, run },
) {
  const client = { isBackground: false, idleLimitMs };
  const frames = new Frames();
  const waiting = /** @type {import("./frames.mjs").Frame[]} */ ([]);
  let isRunning = false;
  let isGone = false;
  /** @type {NodeJS.Timeout | undefined} */
  let idleTimer;

  socket.on("data", (chunk) => {
    waiting.push(...frames.add(Buffer.from(chunk)));
    void work();
  });
  socket.on("error", () => {}); // "close" follows.
  socket.on("close", () => {
    isGone = true;
    turns.stopWaiting(client);
    void work();
  });

  async function work() {
    if (isRunning) return;
    isRunning = true;
    clearTimeout(idleTimer);
    for (let next = waiting.shift(); next && !isGone; next = waiting.shift()) await answer(next);
    if (isGone) await leave();
    isRunning = false;
    if (turns.has(client)) idleTimer = setTimeout(endIdle, client.idleLimitMs);
  }

  /** Where nobody waits, as in a command that has the database to itself, an open transaction harms nobody. */
  function endIdle() {
    isGone = turns.isWanted();
    if (isGone) socket.end(idleForTooLong);
    void work();
  }

  async function answer(/** @type {import("./frames.mjs").Frame} */ { kind, bytes }) {
    if (kind === "end") return socket.end();
    if (kind === "encryption") return socket.write("N");
    if (kind === "startup") {
      client.isBackground = readParameter(bytes, "application_name") === backgroundName;
      client.idleLimitMs = Number(readParameter(bytes, idleParameter)) || idleLimitMs;
      return socket.write(greeting);
    }
    if (!(await turns.take(client))) return;
    if (await runFor(socket, run, bytes)) turns.giveBack(client);
  }

  async function leave() {
    waiting.length = 0;
    if (!turns.has(client)) return;
    await run(rollback, () => {});
    turns.giveBack(client);
  }
}

/** Hands the answer on, and says whether no transaction is open after it. */
async function runFor(
  /** @type {import("node:net").Socket} */ socket,
  /** @type {import("./contract").Engine["run"]} */ run,
  /** @type {Buffer} */ bytes,
) {
  let tail = Buffer.alloc(0);
  await run(bytes, (part) => {
    tail = Buffer.concat([tail, part.subarray(-readyBytes)]).subarray(-readyBytes);
    if (socket.writable) socket.write(part);
  });
  return tail[0] === ready && tail[readyBytes - 1] === idle;
}

/** An error after which the connection ends. */
function toFatal(/** @type {string} */ code, /** @type {string} */ message) {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.from("E....");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
