import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import { once } from "@/lib/once";
import { toSandbox } from "@/lib/sandbox/transport";
import manifest from "@/package.json" with { type: "json" };
import { withBudget, withWholeBody } from "./answers";
import { atPriority, currentPriority } from "./budget";
import { getAdminKey } from "./key";
import { noteOutcome } from "./outcome";
import { toOptionalReadError, toReadError, toWriteError } from "./translate";

const timeoutMs = 15_000;

/** The one SDK instance. The sandbox is only another transport, so no other file knows the mode. */
const adminApi = () =>
  once(
    "admin-api",
    () =>
      new Anthropic({
        apiKey: getAdminKey,
        authToken: null,
        baseURL: env.ANTHROPIC_BASE_URL,
        timeout: timeoutMs,
        maxRetries: 0, // A write whose answer is lost must surface, not be replayed.
        defaultHeaders: { "User-Agent": `Castellan/${manifest.version}` },
        middleware: [withBudget, withWholeBody],
        ...(env.isSandbox && { fetch: toSandbox }),
      }),
  );

/** What a gateway passes on to the SDK for a read: two retries, with the vendor's `retry-after`. */
const readOptions = { maxRetries: 2 };

/**
 * A read. `run` gets the SDK and the options to pass on.
 * @throws AppError key_rejected, rate_limited, api_unreachable, api_failed, bad_answer, not_found, refused
 */
export async function readApi<T>(
  run: (api: Anthropic, options: typeof readOptions) => Promise<T>,
): Promise<T> {
  return noted(() => run(adminApi(), readOptions), toReadError);
}

/**
 * A read of something that not every organisation has or every key may read.
 * @throws AppError as `readApi`, but refused where the API says 403: there it tells nothing about the key itself
 */
export async function readOptionalApi<T>(
  run: (api: Anthropic, options: typeof readOptions) => Promise<T>,
): Promise<T> {
  return noted(() => run(adminApi(), readOptions), toOptionalReadError);
}

/**
 * A write, first in the queue (unless nobody waits for it) and sent once.
 * @throws AppError as `readApi`, and outcome_unknown where the change may have happened all the same
 */
export async function writeApi<T>(run: (api: Anthropic) => Promise<T>): Promise<T> {
  const priority = currentPriority() === "background" ? "background" : "write";
  return noted(() => atPriority(priority, () => run(adminApi())), toWriteError);
}

async function noted<T>(run: () => Promise<T>, toError: (cause: unknown) => AppError): Promise<T> {
  try {
    const answer = await run();
    noteOutcome(null);
    return answer;
  } catch (cause) {
    const error = toError(cause);
    noteOutcome(error);
    throw error;
  }
}
