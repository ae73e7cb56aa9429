import "server-only";
import { fetchOrganization } from "@/lib/core/auth/gateway";
import { requireProof } from "@/lib/core/auth/proof";
import { toStoreError } from "@/lib/core/db/failure";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { atPriority } from "@/lib/core/process/priority";
import { Backoff } from "./backoff";
import { isRequested, planTask, type Task } from "./jobs";
import { createLeader, type Leader } from "./leader";
import type { Job } from "./schema";
import { ClockWatch, forgetFuture } from "./set-back";
import { listJobStates, markFailed, markFinished, markStarted } from "./state";
import { Upkeep } from "./upkeep";

const maxPollMs = 5_000;
const rejectedKeyMs = 60_000;
const stopMs = 10_000;

export class SyncEngine {
  readonly #leader: Leader;
  readonly #clock = new ClockWatch();
  readonly #upkeep = new Upkeep();
  #backoff = new Backoff();
  readonly #stopped = new AbortController();
  #task: AbortController | undefined;
  #keyRejectedUntilMs = 0;
  #loop: Promise<void> | undefined;
  #isWoken = false;
  #isLeading = false;
  #wake = () => {};

  constructor() {
    this.#leader = createLeader(() => {
      this.#isLeading = false;
      this.#task?.abort(new Error("the lead is lost"));
    });
  }

  get isLeading(): boolean {
    return this.#isLeading && !this.#stopped.signal.aborted;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Aborts the current request; stored data stays, and the next run continues from there. */
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

  /** Returns the milliseconds to wait before the next step. */
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
    if (this.#stopped.signal.aborted) return pollMs();
    this.#isLeading = await this.#leader.isLeading();
    if (!this.#isLeading) {
      this.#upkeep.loseLead();
      return pollMs();
    }
    if (this.#clock.mayBeSetBack()) await this.#startOver();
    await this.#upkeep.takeOver();
    await this.#upkeep.judge(Date.now());
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
    if (!task) {
      await this.#upkeep.rest(now.getTime());
      return pollMs();
    }
    if (task.job !== "directory") await requireProof();
    await this.#perform(task);
    return 0;
  }

  /** After a clock was ahead, waits until its future times would last as long. */
  async #startOver(): Promise<void> {
    await forgetFuture(new Date());
    this.#backoff = new Backoff();
    this.#keyRejectedUntilMs = 0;
    this.#upkeep.forgetTimes();
  }

  async #perform({ job, run }: Task): Promise<void> {
    const task = new AbortController();
    const signal = AbortSignal.any([task.signal, this.#stopped.signal]);
    this.#task = task;
    this.#upkeep.noteTask();
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
    // The directory job starts by checking the key. If another job is refused, the key is checked immediately, because
    // a key that is good for the rest continues.
    const waitMs = job === "directory" ? rejectedKeyMs : 0;
    if (error.code === "key_rejected") this.#keyRejectedUntilMs = now.getTime() + waitMs;
    this.#backoff.fail(job, error, now.getTime());
    await markFailed(job, now, error);
  }

  /** After a rejection, nothing is sent for a minute, and then only the check of the key. */
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

/** A short sync interval isn't stretched by polling. */
function pollMs(): number {
  return Math.min(maxPollMs, (env.SYNC_INTERVAL_SECONDS * 1000) / 2);
}
