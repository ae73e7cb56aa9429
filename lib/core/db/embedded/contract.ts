import "server-only";
import type { createTurns } from "./turns.mjs";

export const backgroundName = "castellan-background";

export type WorkerInput = {
  /** An existing folder, or `memory://`. */
  dataDir: string;
  address: string;
  image: string | undefined;
  /** Shared with the starter: since when the engine has worked on one message, by `process.hrtime`, or 0. */
  busySince: BigInt64Array;
  backgroundName: string;
  /** How long a client may leave its transaction idle, unless it asked for another time. */
  idleLimitMs: number;
};

export type Engine = {
  turns: ReturnType<typeof createTurns>;
  greeting: Buffer;
  backgroundName: string;
  idleLimitMs: number;
  run: (message: Uint8Array, onAnswer: (part: Buffer) => void) => Promise<void>;
};

export type WorkerNews = { kind: "ready" } | { kind: "failed" | "broken"; reason: string };
