import { serialize } from "pg-protocol";
import { Frames, readParameter } from "./frames.mjs";

const copyIn = "G".charCodeAt(0);

/** "Send rows", as text, without saying how many columns they have. */
const sendRows = Buffer.from([copyIn, 0, 0, 0, 7, 0, 0, 0]);

const readyBytes = 6;
const ready = "Z".charCodeAt(0);
const idle = "I".charCodeAt(0);
const rollback = serialize.query("rollback");
const idleParameter = "idle_in_transaction_session_timeout";
const idleForTooLong = toFatal("25P03", "terminating connection due to idle-in-transaction timeout");

export function serveSession(
  /** @type {import("node:net").Socket} */ socket,
  /** @type {import("./contract").Engine} */ { turns, greeting, backgroundName, idleLimitMs, run },
) {
  let client = { isBackground: false, idleLimitMs };
  const frames = new Frames();
  const copies = createCopies(socket);
  const waiting = /** @type {import("./frames.mjs").Frame[]} */ ([]);
  let isRunning = false;
  let isGone = false;
  let idleTimer = /** @type {NodeJS.Timeout | undefined} */ (undefined);

  socket.on("data", (chunk) => {
    waiting.push(...frames.add(Buffer.from(chunk)));
    void work();
  });
  socket.on("error", () => {});
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

  /** If no one waits, as in a command, an open transaction does no harm. */
  function endIdle() {
    isGone = turns.isWanted();
    if (isGone) socket.end(idleForTooLong);
    void work();
  }

  async function answer(/** @type {import("./frames.mjs").Frame} */ { kind, bytes }) {
    if (kind === "end") return socket.end();
    if (kind === "encryption") return socket.write("N");
    if (kind === "startup") client = readClient(bytes, backgroundName, idleLimitMs);
    if (kind === "startup") return socket.write(greeting);
    if (kind === "copy") return copies.begin(bytes);
    if (!(await turns.take(client))) return;
    if (await runFor(copies.complete(bytes), run)) turns.giveBack(client);
  }

  async function leave() {
    waiting.length = 0;
    if (!turns.has(client)) return;
    await run(rollback, () => {});
    turns.giveBack(client);
  }
}

/** A client may ask to be left idle for another time. */
function readClient(
  /** @type {Buffer} */ bytes,
  /** @type {string} */ backgroundName,
  /** @type {number} */ usualLimitMs,
) {
  const isBackground = readParameter(bytes, "application_name") === backgroundName;
  return { isBackground, idleLimitMs: Number(readParameter(bytes, idleParameter)) || usualLimitMs };
}

/** Passes on the answer and returns whether no transaction is open after it. */
async function runFor(
  /** @type {Batch} */ { message, output },
  /** @type {import("./contract").Engine["run"]} */ run,
) {
  let tail = Buffer.alloc(0);
  await run(message, (part) => {
    tail = Buffer.concat([tail, part.subarray(-readyBytes)]).subarray(-readyBytes);
    if (output.writable) output.write(part);
  });
  return tail[0] === ready && tail[readyBytes - 1] === idle;
}

function toFatal(/** @type {string} */ code, /** @type {string} */ message) {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.from("E....");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** @typedef {{ readonly writable: boolean; write: (part: Buffer) => unknown }} Output */
/** @typedef {{ message: Buffer; output: Output }} Batch What to run, and where its answer goes. */

/** The engine can't wait for rows: whoever copies is told to send them, and the engine gets all of it at once. */
function createCopies(/** @type {Output} */ socket) {
  /** @type {Buffer | undefined} */
  let begun;
  return {
    begin(/** @type {Buffer} */ bytes) {
      begun = bytes;
      socket.write(sendRows);
    },
    /** @returns {Batch} */
    complete(/** @type {Buffer} */ bytes) {
      if (!begun) return { message: bytes, output: socket };
      const message = Buffer.concat([begun, bytes]);
      begun = undefined;
      return { message, output: withoutSendRows(socket) };
    },
  };
}

/** The client has that already. It comes first, unless the copy is refused. */
function withoutSendRows(/** @type {Output} */ socket) {
  let isFirst = true;
  return {
    get writable() {
      return socket.writable;
    },
    write(/** @type {Buffer} */ part) {
      const isSent = isFirst && part[0] === copyIn;
      isFirst = false;
      return socket.write(isSent ? part.subarray(1 + part.readInt32BE(1)) : part);
    },
  };
}
