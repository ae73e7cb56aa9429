import "server-only";
import { env } from "@/lib/env";
import { once } from "@/lib/once";
import type { Priority } from "@/lib/priority";

const order: Priority[] = ["write", "page", "background"];

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** The vendor's limit of invites sent, beside that of all other requests. */
const invitesPerHour = 1_200;

type Waiting = { priority: Priority; start: () => void };
type Clock = { now: () => number; wake: (run: () => void, delayMs: number) => void };
const realClock: Clock = {
  now: Date.now,
  wake: (run, delayMs) => {
    setTimeout(run, delayMs).unref();
  },
};

/**
 * A bucket of `size` tokens in which each token comes back a window after it was spent, so that no window ever
 * holds more requests than that. The last tenth is kept for people: what runs by itself cannot spend it.
 */
export class RequestBudget {
  #spentAt: number[] = [];
  #waiting: Waiting[] = [];
  #pausedUntil = 0;
  #isWakeSet = false;

  constructor(
    private readonly size: number,
    private readonly clock: Clock = realClock,
    private readonly windowMs: number = minuteMs,
  ) {}

  /** Resolves when a request of this priority may be sent. */
  take(priority: Priority): Promise<void> {
    return new Promise((start) => {
      this.#waiting.push({ priority, start });
      this.#waiting.sort((a, b) => order.indexOf(a.priority) - order.indexOf(b.priority));
      this.#serve();
    });
  }

  /** The API said 429: nothing is sent before `delayMs` have passed. */
  pause(delayMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.clock.now() + delayMs);
  }

  /** How long a request of this priority would have to wait now. */
  toWaitMs(priority: Priority): number {
    const now = this.clock.now();
    return this.#mayStart(priority, now) ? 0 : this.#startsAt(priority, now) - now;
  }

  /** How many requests wait for a token. */
  get waiting(): number {
    return this.#waiting.length;
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

  #wakeLater(priority: Priority, now: number): void {
    if (this.#isWakeSet) return;
    this.#isWakeSet = true;
    this.clock.wake(
      () => {
        this.#isWakeSet = false;
        this.#serve();
      },
      this.#startsAt(priority, now) - now + 1,
    );
  }
}

export const requestBudget = () => once("request-budget", () => new RequestBudget(env.requestsPerMinute));

/** Invites have a limit of their own; the sandbox in this process has none to keep. */
export const inviteBudget = () =>
  once("invite-budget", () => {
    const size = env.isSandbox ? env.requestsPerMinute * 60 : invitesPerHour;
    return new RequestBudget(size, realClock, hourMs);
  });
