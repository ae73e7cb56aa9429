import "server-only";
import { AppError } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { TokenBucket } from "@/lib/core/process/token-bucket";

/** Of each token, in this process. */
const size = { capacity: 600, perMinute: 600 };
const policy = `"token";q=${size.perMinute};w=60`;
const buckets = () => processSingleton("access-token-requests", () => new TokenBucket(size));

/**
 * Adds the headers that say how many requests are left.
 * @throws AppError too_many_requests
 */
export function spend(id: string, headers: Record<string, string>): void {
  const waitMs = buckets().take(id);
  const left = buckets().getLeft(id);
  const untilFull = Math.ceil(((size.capacity - left) * 60) / size.perMinute);
  Object.assign(headers, { "ratelimit-policy": policy, ratelimit: `"token";r=${left};t=${untilFull}` });
  if (waitMs === 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  throw new AppError("too_many_requests", "too many requests of one token", { retryAfterSeconds });
}
