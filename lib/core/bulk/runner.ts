import "server-only";
import { randomUUID } from "node:crypto";
import { maxWriteMs } from "@/lib/core/audit/under-way";
import { requireProof } from "@/lib/core/auth/proof";
import { env } from "@/lib/core/env/env";
import { log } from "@/lib/core/log/log";
import { atPriority } from "@/lib/core/process/priority";
import type { BulkOperation } from "./operation";
import { performRow } from "./perform";
import {
  type Ending,
  finishRow,
  holdSeconds,
  listLastCodes,
  renewHold,
  type TakenRow,
  takeRow,
} from "./queue-store";

const pollMs = 5_000;
const renewMs = (holdSeconds * 1000) / 6;
/** Faults of the API rather than of a row. After several in a row the run stops and can be resumed. */
const faults = [
  "key_rejected",
  "api_unreachable",
  "api_failed",
  "bad_answer",
  "outcome_unknown",
  "rate_limited",
  "standing_unknown",
];
const maxFaults = 5;

/** Runs the rows of all runs, one at a time, whichever process started them. All state is in the database. */
export class BulkRunner {
  readonly #id = randomUUID();
  readonly #operations: Map<string, BulkOperation>;
  readonly #stopped = new AbortController();
  #lastRun: string | null = null;
  #loop: Promise<void> | undefined;
  #isWoken = false;
  #wake = () => {};

  constructor(operations: readonly BulkOperation[]) {
    this.#operations = new Map(operations.map((operation) => [operation.name, operation]));
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Lets the running row finish within a time limit; otherwise another process finds its outcome. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#wake();
    await Promise.race([this.#loop, new Promise((resolve) => setTimeout(resolve, maxWriteMs).unref())]);
  }

  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  /** Returns the milliseconds to wait before the next row. */
  step(): Promise<number> {
    return atPriority("background", () => this.#takeTurn());
  }

  async #takeTurn(): Promise<number> {
    if (env.READ_ONLY) return pollMs;
    try {
      await requireProof();
      const row = await takeRow(this.#id, this.#lastRun);
      if (!row) return pollMs;
      this.#lastRun = row.runId;
      return await this.#perform(row);
    } catch (cause) {
      log.warn({ err: cause }, "a bulk change is waiting for the database");
      return pollMs;
    }
  }

  async #perform(row: TakenRow): Promise<number> {
    const renewal = setInterval(() => {
      renewHold(this.#id, row).catch((cause) => log.debug({ err: cause }, "a hold was not renewed"));
    }, renewMs);
    renewal.unref();
    try {
      const ending = await performRow(row, this.#operations.get(row.operation), this.#id);
      const faultsBefore = isFault(ending.errorCode) ? await countFaults(row.runId) : 0;
      await finishRow(this.#id, row, ending, toStop(ending, faultsBefore));
      return faultsBefore === 0 ? 0 : 2 ** faultsBefore * 1000;
    } finally {
      clearInterval(renewal);
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      this.#isWoken = false;
      const waitMs = await this.step();
      // A wake-up during the step may have come too late for it.
      if (waitMs > 0 && !this.#isWoken && !this.#stopped.signal.aborted) await this.#sleep(waitMs);
    }
  }

  #sleep(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function isFault(code: string | null | undefined): boolean {
  return faults.includes(code ?? "");
}

async function countFaults(runId: string): Promise<number> {
  const codes = await listLastCodes(runId, maxFaults);
  const firstOther = codes.findIndex((code) => !isFault(code));
  return firstOther === -1 ? codes.length : firstOther;
}

/** Why the run must stop after this row: the person lost the right, or the API fails repeatedly. */
function toStop({ errorCode, reason }: Ending, faultsBefore: number): string | null {
  if (errorCode === "forbidden") return reason ?? errorCode;
  return errorCode && faultsBefore + 1 >= maxFaults ? errorCode : null;
}
