import "server-only";
import type { Write } from "@/lib/audit/write-through";
import { AppError } from "@/lib/errors";

const mostTries = 20;

/**
 * A write that waits out the vendor's rate limit, which has done nothing: the request budget holds the next try back
 * for as long as the vendor said. A 429 without that time is a spend cap, and final.
 */
export function withPatience<T>(write: Write<T>): Write<T> {
  return { ...write, send: () => sendPatiently(write.send) };
}

async function sendPatiently<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (cause) {
      if (!isPassing(cause) || tries === mostTries) throw cause;
    }
  }
}

function isPassing(cause: unknown): boolean {
  return cause instanceof AppError && cause.failure.retryAfterSeconds !== undefined;
}
