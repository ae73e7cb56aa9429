import "server-only";
import type { Write } from "@/lib/core/audit/write-through";
import { AppError } from "@/lib/core/errors/errors";

const maxTries = 20;

/**
 * Retries a write that hit the vendor's rate limit, which had no effect: the request budget delays the next try as the
 * vendor asked. A 429 without a delay is a spend cap, and final.
 */
export function retryRateLimit<T>(write: Write<T>): Write<T> {
  return { ...write, send: () => sendPatiently(write.send) };
}

async function sendPatiently<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (cause) {
      if (!isPassing(cause) || tries === maxTries) throw cause;
    }
  }
}

function isPassing(cause: unknown): boolean {
  return cause instanceof AppError && cause.failure.retryAfterSeconds !== undefined;
}
