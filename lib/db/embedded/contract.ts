import "server-only";
import type { createTurns } from "./turns.mjs";

/** The `application_name` of connections that let others go first. */
export const backgroundName = "castellan-background";

/** What the embedded database's thread is started with. */
export type WorkerInput = {
  /** A folder that exists, or `memory://`. */
  dataDir: string;
  /** Where it listens: a socket's path, or a pipe's name. */
  address: string;
  /** A file that an empty database begins from, instead of being created. */
  image: string | undefined;
  /** Shared with the starter: since when the engine has been at one message, by `process.hrtime`, or 0. */
  busySince: BigInt64Array;
  backgroundName: string;
  /** How long a client may leave its transaction open without a word, unless it asked for another time. */
  idleLimitMs: number;
};

/** What the thread gives to each of its clients. */
export type Engine = {
  turns: ReturnType<typeof createTurns>;
  /** The answer to a client's first message. */
  greeting: Buffer;
  backgroundName: string;
  idleLimitMs: number;
  /** Runs whole messages; the answer comes in parts. */
  run: (message: Uint8Array, onAnswer: (part: Buffer) => void) => Promise<void>;
};

/** What the thread says. After `failed` and `broken` it ends. */
export type WorkerNews = { kind: "ready" } | { kind: "failed" | "broken"; reason: string };
