import "server-only";
import type { createTurns } from "./turns.mjs";

/** The `application_name` of connections that let others go first. */
export const backgroundName = "castellan-background";

export type WorkerInput = {
  /** An existing folder, or `memory://`. */
  dataDir: string;
  /** A socket's path, or a pipe's name. */
  address: string;
  /** A file that an empty database starts from. */
  image: string | undefined;
  /** Shared with the starter: since when the engine has worked on one message, by `process.hrtime`, or 0. */
  busySince: BigInt64Array;
  backgroundName: string;
  /** How long a client may leave its transaction idle, unless it asked for another time. */
  idleLimitMs: number;
};

export type Engine = {
  turns: ReturnType<typeof createTurns>;
  /** The answer to a client's first message. */
  greeting: Buffer;
  backgroundName: string;
  idleLimitMs: number;
  /** Runs whole messages; the answer comes in parts. */
  run: (message: Uint8Array, onAnswer: (part: Buffer) => void) => Promise<void>;
};

/** The thread ends after `failed` and `broken`. */
export type WorkerNews = { kind: "ready" } | { kind: "failed" | "broken"; reason: string };
