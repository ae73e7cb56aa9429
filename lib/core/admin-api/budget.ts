import "server-only";
import { env } from "@/lib/core/env/env";
import type { Priority } from "@/lib/core/process/priority";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { refuseLongWait } from "./refuse-long-wait";
import { SharedBudget } from "./shared-budget";

const order: Priority[] = ["write", "page", "background"];

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** The vendor limits invites separately from other requests. */
const invitesPerHour = 1_200;

type Waiting = { priority: Priority; start: () => void };
type Clock = { now: () => number; wake: (run: () => void, delayMs: number) => void };
/** Not the wall clock: if that is set back, nothing would be sent until it catches up. */
const realClock: Clock = {
  now: () => performance.now(),
  wake: (run, delayMs) => {
    setTimeout(run, delayMs).unref();
  },
};

/**
 * A bucket of `size` tokens. Each token returns one window after it was spent, so no window ever holds more requests.
 * The last tenth is reserved for people: background work can't spend it.
 */
export class RequestBudget {
  #spentAt: number[] = [];
  #waiting: Waiting[] = [];
  #pausedUntil = 0;
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly size: number,
    private readonly clock: Clock = realClock,
    private readonly windowMs: number = minuteMs,
  ) {}

  /**
   * Resolves when a request of this priority may be sent.
   * @throws AppError rate_limited if the wait would exceed `maxWaitMs`
   */
  take(priority: Priority, maxWaitMs = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((start, refuse) => {
      const refusal = refuseLongWait(this.#toWaitMs(priority), maxWaitMs);
      if (refusal) return refuse(refusal);
      this.#waiting.push({ priority, start });
      this.#waiting.sort((a, b) => order.indexOf(a.priority) - order.indexOf(b.priority));
      this.#serve();
    });
  }

  pause(delayMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.clock.now() + delayMs);
  }

  #toWaitMs(priority: Priority): number {
    const now = this.clock.now();
    return this.#mayStart(priority, now) ? 0 : this.#startsAt(priority, now) - now;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  async countAllWaiting(): Promise<number> {
    return this.waiting;
  }

  #serve(): void {
    const now = this.clock.now();
    this.#spentAt = this.#spentAt.filter((at) => at > now - this.windowMs);
    for (let next = this.#waiting[0]; next && this.#mayStart(next.priority, now); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#spentAt.push(now);
      next.start();
    }
    if (this.#waiting[0]) this.#wakeLater(this.#waiting[0].priority, now);
  }

  #mayStart(priority: Priority, now: number): boolean {
    return now >= this.#pausedUntil && this.#spentAt.length < this.#share(priority);
  }

  #share(priority: Priority): number {
    return priority === "background" ? Math.max(1, Math.floor(this.size * 0.9)) : this.size;
  }

  #startsAt(priority: Priority, now: number): number {
    const freedBy = this.#spentAt[this.#spentAt.length - this.#share(priority)];
    return Math.max(freedBy === undefined ? now : freedBy + this.windowMs, this.#pausedUntil);
  }

  /** A write may be due before waiting background work. An early alarm does no harm. */
  #wakeLater(priority: Priority, now: number): void {
    const wakeAt = this.#startsAt(priority, now) + 1;
    if (wakeAt >= this.#wakeAt) return;
    this.#wakeAt = wakeAt;
    this.clock.wake(() => {
      if (this.#wakeAt === wakeAt) this.#wakeAt = Number.POSITIVE_INFINITY;
      this.#serve();
    }, wakeAt - now);
  }
}

export type Budget = RequestBudget | SharedBudget;

/** With a real organization on PostgreSQL, other servers may call the same API. A sandbox belongs to one process. */
const isShared = () => env.DATABASE_URL !== undefined && !env.isSandbox;

/** How long past its window a token stays booked so that it can be spent. */
const holdMs = 1_000;

export const requestBudget = () =>
  processSingleton("request-budget", (): Budget => {
    const size = env.requestsPerMinute;
    if (!isShared()) return new RequestBudget(size);
    return new SharedBudget({ name: "requests", size, windowMs: minuteMs, holdMs });
  });

/** The sandbox in this process has no invite limit to keep. */
export const inviteBudget = () =>
  processSingleton("invite-budget", (): Budget => {
    const size = env.isSandbox ? env.requestsPerMinute * 60 : invitesPerHour;
    if (!isShared()) return new RequestBudget(size, realClock, hourMs);
    return new SharedBudget({ name: "invites", size, windowMs: hourMs, holdMs });
  });
