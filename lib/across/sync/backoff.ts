import "server-only";
import type { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";

const minuteMs = 60_000;
const maxMs = 15 * minuteMs;

type Trouble = { failures: number; notBeforeMs: number; code: string };

/** Delays failing jobs by 1, 2, 4, … 15 minutes, and logs each kind of failure once. */
export class Backoff {
  readonly #troubles = new Map<string, Trouble>();

  notBeforeMs(job: string): number {
    return this.#troubles.get(job)?.notBeforeMs ?? 0;
  }

  fail(job: string, error: AppError, nowMs: number): void {
    const before = this.#troubles.get(job);
    const failures = (before?.failures ?? 0) + 1;
    const askedMs = (error.failure.retryAfterSeconds ?? 0) * 1000;
    const delayMs = Math.max(askedMs, Math.min(maxMs, minuteMs * 2 ** (failures - 1)));
    this.#troubles.set(job, { failures, notBeforeMs: nowMs + delayMs, code: error.code });
    if (before?.code === error.code) return;
    const { code, message, failure } = error;
    log.error({ job, code, requestId: failure.requestId, err: error }, `sync of ${job} failed: ${message}`);
  }

  recover(job: string): void {
    if (this.#troubles.delete(job)) log.info({ job }, `sync of ${job} works again`);
  }
}
