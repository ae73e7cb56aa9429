import { serialize } from "pg-protocol";
import { Frames, readParameter } from "./frames.mjs";

/** The last message of an answer, ReadyForQuery: "Z", its length, and "I" outside of a transaction. */
const readyBytes = 6;
const ready = "Z".charCodeAt(0);
const idle = "I".charCodeAt(0);
const rollback = serialize.query("rollback");

/** Serves one client until it goes. What it left open is rolled back. */
export function serveSession(
  /** @type {import("node:net").Socket} */ socket,
  /** @type {import("./contract").Engine} */ { turns, greeting, backgroundName, run },
) {
  const client = { isBackground: false };
  const frames = new Frames();
  /** @type {import("./frames.mjs").Frame[]} */
  let waiting = [];
  let isRunning = false;
  let isGone = false;

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
    for (let next = waiting.shift(); next && !isGone; next = waiting.shift()) await answer(next);
    if (isGone) await leave();
    isRunning = false;
  }

  async function answer(/** @type {import("./frames.mjs").Frame} */ { kind, bytes }) {
    if (kind === "end") return socket.end();
    if (kind === "encryption") return socket.write("N");
    if (kind === "startup") {
      client.isBackground = readParameter(bytes, "application_name") === backgroundName;
      return socket.write(greeting);
    }
    if (!(await turns.take(client))) return;
    let tail = Buffer.alloc(0);
    await run(bytes, (part) => {
      tail = Buffer.concat([tail, part.subarray(-readyBytes)]).subarray(-readyBytes);
      if (socket.writable) socket.write(part);
    });
    if (tail[0] === ready && tail[readyBytes - 1] === idle) turns.giveBack(client);
  }

  async function leave() {
    waiting = [];
    if (!turns.has(client)) return;
    await run(rollback, () => {});
    turns.giveBack(client);
  }
}
