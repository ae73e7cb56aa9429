import "server-only";
import { settleOrphans } from "@/lib/audit/orphans";
import { fetchOrganization } from "@/lib/auth/gateway";
import { requireProof } from "@/lib/auth/proof";
import { toStoreError } from "@/lib/db/failure";
import { vacuumTables } from "@/lib/db/vacuum";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { atPriority } from "@/lib/priority";
import { Backoff } from "./backoff";
import { isRequested, planTask, type Task } from "./jobs";
import { createLeader, type Leader } from "./leader";
import type { Job } from "./schema";
import { ClockWatch, forgetFuture } from "./set-back";
import { listJobStates, markFailed, markFinished, markStarted } from "./state";

/** How often an idle engine looks for what is due, for somebody's request and for a lead that became free. */
const longestPollMs = 5_000;
const rejectedKeyMs = 60_000;
const stopMs = 10_000;
/** How often it is looked whether a server was killed over an act. */
const orphansMs = 60_000;
/** How often the tables are put in order. */
const vacuumMs = 3_600_000;

/** Does what is due, one thing after the other. Everything it knows across runs is in the store. */
export class SyncEngine {
  readonly #leader: Leader;
  readonly #clock = new ClockWatch();
  #backoff = new Backoff();
  readonly #stopped = new AbortController();
  #task: AbortController | undefined;
  #keyRejectedUntilMs = 0;
  #vacuumAtMs = 0;
  #orphansAtMs = performance.now();
  #hasWritten = false;
  #loop: Promise<void> | undefined;
  #isWoken = false;
  #wake = () => {};

  constructor() {
    this.#leader = createLeader(() => this.#task?.abort(new Error("the lead is lost")));
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Gives up the request under way; what was stored before it stays, and the next run goes on from there. */
  async stop(): Promise<void> {
    this.#stopped.abort(new Error("the engine stops"));
    this.#wake();
    await Promise.race([this.#loop, pause(stopMs)]);
    await this.#leader.release();
  }

  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  /** One turn. Returns how long to wait before the next, in milliseconds. */
  async step(): Promise<number> {
    try {
      const waitMs = await atPriority("background", () => this.#takeTurn());
      this.#backoff.recover("engine");
      return waitMs;
    } catch (cause) {
      this.#backoff.fail("engine", toAppError(cause), Date.now());
      return pollMs();
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

  async #takeTurn(): Promise<number> {
    if (this.#stopped.signal.aborted || !(await this.#leader.isLeading())) return pollMs();
    if (this.#clock.mayBeSetBack()) await this.#startOver();
    await this.#settleOrphans();
    if (!(await this.#isKeyGood())) return pollMs();
    const states = await listJobStates();
    const now = new Date();
    const isHeldOff = (job: Job) => {
      const { failedAt } = states[job];
      const isAskedSince =
        isRequested(states[job]) && (!failedAt || (states[job].requestedAt ?? failedAt) > failedAt);
      return this.#backoff.notBeforeMs(job) > now.getTime() && !isAskedSince;
    };
    const task = await planTask({ states, now, isHeldOff });
    if (!task) return this.#rest(now.getTime());
    // The directory proves it by itself, and says so where it cannot.
    if (task.job !== "directory") await requireProof();
    await this.#perform(task);
    return 0;
  }

  async #settleOrphans(): Promise<void> {
    if (performance.now() - this.#orphansAtMs < orphansMs) return;
    this.#orphansAtMs = performance.now();
    await settleOrphans(new Date());
  }

  /** What waits for a time of a clock that was ahead would wait for as long. */
  async #startOver(): Promise<void> {
    await forgetFuture(new Date());
    this.#backoff = new Backoff();
    this.#keyRejectedUntilMs = 0;
    this.#vacuumAtMs = 0;
  }

  /** With everything read, the tables are put in order: after the first sync, and then once an hour. */
  async #rest(nowMs: number): Promise<number> {
    if (this.#hasWritten && nowMs - this.#vacuumAtMs > vacuumMs) {
      await vacuumTables();
      this.#vacuumAtMs = nowMs;
      this.#hasWritten = false;
    }
    return pollMs();
  }

  async #perform({ job, run }: Task): Promise<void> {
    const task = new AbortController();
    const signal = AbortSignal.any([task.signal, this.#stopped.signal]);
    this.#task = task;
    this.#hasWritten = true;
    await markStarted(job, new Date());
    try {
      await run(signal);
      await markFinished(job, new Date());
      this.#backoff.recover(job);
    } catch (cause) {
      if (!signal.aborted) await this.#noteFailure(job, toAppError(cause));
    } finally {
      this.#task = undefined;
    }
  }

  async #noteFailure(job: Job, error: AppError): Promise<void> {
    const now = new Date();
    // The directory begins with the question whose key it is. Where another job is refused, it is asked at once: a
    // key that is good for the rest goes on with the rest.
    const waitMs = job === "directory" ? rejectedKeyMs : 0;
    if (error.code === "key_rejected") this.#keyRejectedUntilMs = now.getTime() + waitMs;
    this.#backoff.fail(job, error, now.getTime());
    await markFailed(job, now, error);
  }

  /** After a rejection nothing is sent for a minute, and then only the question whether the key is good again. */
  async #isKeyGood(): Promise<boolean> {
    if (this.#keyRejectedUntilMs === 0) return true;
    const nowMs = Date.now();
    if (nowMs < this.#keyRejectedUntilMs) return false;
    try {
      await fetchOrganization();
      this.#keyRejectedUntilMs = 0;
      return true;
    } catch {
      this.#keyRejectedUntilMs = nowMs + rejectedKeyMs;
      return false;
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

function pause(waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, waitMs).unref();
  });
}

function toAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return toStoreError(cause) ?? new AppError("internal", "a part of the sync broke", { cause });
}

/** A short interval between two syncs is not stretched by the looking. */
function pollMs(): number {
  return Math.min(longestPollMs, (env.SYNC_INTERVAL_SECONDS * 1000) / 2);
}
