import "server-only";
import { randomUUID } from "node:crypto";
import { type Bucket, countWaiting, type Grant, pauseTokens, takeTokens } from "@/lib/core/db/request-tokens";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { atPriority, type Priority } from "@/lib/core/process/priority";
import { refuseLongWait } from "./refuse-long-wait";

const order: Priority[] = ["write", "page", "background"];

type Waiting = { start: () => void; fail: (cause: unknown) => void; maxWaitMs: number };

const maxSpare = 10;
const maxLate = 5;

/** Takes this process's tokens from a bucket in the database that all servers share. */
export class SharedBudget {
  readonly #process = randomUUID();
  readonly #lines: Record<Priority, Waiting[]> = { write: [], page: [], background: [] };
  /** Tokens taken ahead while there are plenty, so that back-to-back requests need no round trip each. */
  #spare = { count: 0, until: 0 };
  #takenAt: number[] = [];
  #pausedUntil = 0;
  #isRunning = false;
  #hasNew = false;
  #wake = () => {};

  constructor(private readonly bucket: Bucket) {}

  /**
   * Resolves when a request of this priority may be sent.
   * @throws AppError store_unavailable if the database can't be asked; rate_limited after too long a wait
   */
  take(priority: Priority, maxWaitMs = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((start, fail) => {
      this.#lines[priority].push({ start, fail, maxWaitMs });
      this.#hasNew = true;
      this.#wake();
      if (!this.#isRunning) void this.#run();
    });
  }

  async pause(delayMs: number): Promise<void> {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + delayMs);
    this.#spare.count = 0;
    await pauseTokens(this.bucket.name, delayMs).catch((cause: unknown) =>
      log.warn({ err: cause }, "could not share the rate limit pause with the other servers"),
    );
  }

  get waiting(): number {
    return order.reduce((sum, priority) => sum + this.#lines[priority].length, 0);
  }

  countAllWaiting(): Promise<number> {
    return countWaiting(this.bucket.name);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.waiting > 0) {
      this.#hasNew = false;
      const waitMs = await this.#serve().catch((cause: unknown) => this.#failAll(cause));
      // Requests that arrived meanwhile may go immediately.
      if (this.#hasNew) continue;
      this.#refuseImpatient(waitMs);
      if (this.waiting > 0) await this.#sleep(waitMs);
    }
    this.#isRunning = false;
  }

  async #serve(): Promise<number> {
    const pausedMs = this.#pausedUntil - performance.now();
    if (pausedMs > 0) return pausedMs;
    this.#startFirst(this.#takeSpare(this.waiting), order);
    if (this.waiting === 0) return 0;
    const { people, background, spare, waitMs, until } = await this.#ask();
    this.#startFirst(people, ["write", "page"]);
    this.#startFirst(background, ["background"]);
    if (spare > 0) this.#spare = { count: spare, until };
    return waitMs;
  }

  /** Tokens that arrive so late that they may be booked as free again are dropped. */
  async #ask(): Promise<Grant & { until: number }> {
    for (let tries = 0; tries < maxLate; tries += 1) {
      const until = performance.now() + this.bucket.holdMs;
      const { write, page, background } = this.#lines;
      const ask = { write: write.length, page: page.length, background: background.length };
      // Others wait for whoever runs this loop, so it must not queue behind the sync for a connection.
      const grant = await atPriority("write", () =>
        takeTokens(this.bucket, this.#process, { ...ask, spare: this.#toSpare() }),
      );
      if (performance.now() < until) return { ...grant, until };
    }
    throw new AppError("store_unavailable", "the database takes too long to grant requests of the Admin API");
  }

  /** How many tokens to take ahead: as many as were sent recently, so that a single request takes none. */
  #toSpare(): number {
    const since = performance.now() - this.bucket.holdMs;
    this.#takenAt = this.#takenAt.filter((at) => at > since);
    return Math.min(maxSpare, this.#takenAt.length);
  }

  #takeSpare(wanted: number): number {
    const { count, until } = this.#spare;
    const taken = performance.now() < until ? Math.min(count, wanted) : 0;
    this.#spare.count -= taken;
    return taken;
  }

  #startFirst(count: number, priorities: readonly Priority[]): void {
    const now = performance.now();
    for (let started = 0; started < count; started += 1) {
      const line = priorities.map((priority) => this.#lines[priority]).find(({ length }) => length > 0);
      line?.shift()?.start();
      if (line) this.#takenAt.push(now);
    }
  }

  #refuseImpatient(waitMs: number): void {
    for (const priority of order) {
      const line = this.#lines[priority];
      this.#lines[priority] = line.filter(({ maxWaitMs }) => waitMs <= maxWaitMs);
      for (const { maxWaitMs, fail } of line) {
        const refusal = refuseLongWait(waitMs, maxWaitMs);
        if (refusal) fail(refusal);
      }
    }
  }

  #failAll(cause: unknown): number {
    const lost = cause instanceof AppError ? cause : toLost(cause);
    for (const priority of order) for (const { fail } of this.#lines[priority].splice(0)) fail(lost);
    return 0;
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

function toLost(cause: unknown): AppError {
  return new AppError(
    "store_unavailable",
    "nothing is sent to the Admin API: the database, which holds the request budget, cannot be asked",
    { cause },
  );
}
