import "server-only";
import { AppError } from "@/lib/core/errors/errors";

export function refuseLongWait(waitMs: number, maxWaitMs: number): AppError | undefined {
  if (waitMs <= maxWaitMs) return undefined;
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new AppError("rate_limited", "the budget of requests is spent", { retryAfterSeconds });
}
