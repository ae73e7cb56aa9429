import "server-only";
import { AppError } from "@/lib/errors";

/** What a request that would wait for longer than this is answered instead. */
export function refuseLongWait(waitMs: number, longestWaitMs: number): AppError | undefined {
  if (waitMs <= longestWaitMs) return undefined;
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new AppError("rate_limited", "the budget of requests is spent", { retryAfterSeconds });
}
