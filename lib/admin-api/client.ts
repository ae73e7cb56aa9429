import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { once } from "@/lib/once";
import { atPriority, currentPriority } from "@/lib/priority";
import { toSandbox } from "@/lib/sandbox/transport";
import manifest from "@/package.json" with { type: "json" };
import { withBudget, withWholeBody } from "./answers";
import { getAdminKey, getOauthToken } from "./key";
import { noteOutcome } from "./outcome";
import { withSpan } from "./span";
import { toOptionalReadError, toReadError, toWriteError } from "./translate";

const timeoutMs = 15_000;

/** The vendor asks for an application's name and address. Where nobody has said what the address is, it is left out. */
function toUserAgent(): string {
  const name = `Castellan/${manifest.version}`;
  return env.NEXTAUTH_URL ? `${name} (${new URL(env.NEXTAUTH_URL).origin})` : name;
}

/** The sandbox is only another transport, so no other file knows the mode. */
function createApi(getCredential: () => Promise<string>): Anthropic {
  return new Anthropic({
    apiKey: getCredential,
    authToken: null,
    baseURL: env.ANTHROPIC_BASE_URL,
    timeout: timeoutMs,
    maxRetries: 0, // A write whose answer is lost must surface, not be replayed.
    defaultHeaders: { "User-Agent": toUserAgent() },
    middleware: [withBudget, withSpan, withWholeBody],
    ...(env.isSandbox && { fetch: toSandbox }),
  });
}

const adminApi = () => once("admin-api", () => createApi(getAdminKey));

/** For the few parts that an admin key is refused. To the same address, out of the same budget. */
const oauthApi = () => once("oauth-api", () => createApi(requireOauthToken));

async function requireOauthToken(): Promise<string> {
  const token = await getOauthToken();
  if (token) return token;
  throw new AppError("key_rejected", "there is no OAuth token");
}

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
 * A read of something that not every organization has or every key may read.
 * @throws AppError as `readApi`, but refused where the API says 403: there it tells nothing about the key itself
 */
export async function readOptionalApi<T>(
  run: (api: Anthropic, options: typeof readOptions) => Promise<T>,
): Promise<T> {
  return noted(() => run(adminApi(), readOptions), toOptionalReadError);
}

/**
 * A read with the OAuth token. What becomes of it says nothing about the admin key, so health and metrics do not count it.
 * @throws AppError as `readApi`; key_rejected where the token is refused
 */
export async function readOauthApi<T>(
  run: (api: Anthropic, options: typeof readOptions) => Promise<T>,
): Promise<T> {
  try {
    return await run(oauthApi(), readOptions);
  } catch (cause) {
    throw toReadError(cause);
  }
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
