import "server-only";
import { AppError } from "@/lib/core/errors/errors";

type Size = {
  /** The burst that someone who has been quiet may use. */
  capacity: number;
  perMinute: number;
};
type Bucket = { tokens: number; at: number };

const minuteMs = 60_000;
const maxKeys = 10_000;

/** In this process only: a burst of `capacity`, then `perMinute`. */
export class TokenBucket {
  #buckets = new Map<string, Bucket>();

  constructor(
    private readonly size: Size,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes `cost` tokens and returns 0, or takes none and returns the milliseconds until there are enough. */
  take(key: string, cost = 1): number {
    const bucket = this.#refill(key);
    const missing = cost - bucket.tokens;
    const waitMs = missing > 0 ? Math.ceil((missing * minuteMs) / this.size.perMinute) : 0;
    if (waitMs === 0) bucket.tokens -= cost;
    this.#keep(key, bucket);
    return waitMs;
  }

  /** The whole tokens that are left. */
  getLeft(key: string): number {
    return Math.floor(this.#refill(key).tokens);
  }

  give(key: string, count = 1): void {
    const bucket = this.#refill(key);
    bucket.tokens = Math.min(this.size.capacity, bucket.tokens + count);
    this.#keep(key, bucket);
  }

  /** @throws AppError too_many_requests, with the seconds to wait */
  spend(key: string, cost = 1): void {
    const waitMs = this.take(key, cost);
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1000);
    throw new AppError("too_many_requests", "out of tokens", { retryAfterSeconds });
  }

  #refill(key: string): Bucket {
    const at = this.now();
    const known = this.#buckets.get(key);
    if (!known) return { tokens: this.size.capacity, at };
    const gained = (Math.max(0, at - known.at) * this.size.perMinute) / minuteMs;
    return { tokens: Math.min(this.size.capacity, known.tokens + gained), at };
  }

  /** Keeps the most recently used bucket last in the map, so that the oldest are evicted first. */
  #keep(key: string, bucket: Bucket): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > maxKeys && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
