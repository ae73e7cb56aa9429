import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { Middleware } from "@anthropic-ai/sdk/core/middleware";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { atPriority, currentPriority } from "@/lib/core/process/priority";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { toSandbox } from "@/lib/sandbox/transport";
import manifest from "@/package.json" with { type: "json" };
import { getAdminKey, getOauthToken } from "./key";
import { withBudget, withWholeBody } from "./middleware";
import { noteOutcome } from "./request-outcomes";
import { toOptionalReadError, toReadError, toWriteError } from "./translate";

/** Endpoint names are lowercase words; everything else in a path is an ID. */
const word = /^(v\d+|[a-z_]+)$/;

const timeoutMs = 15_000;

/** The vendor asks for the application's name and address; the address is left out if unknown. */
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
    // Followed, a redirected write becomes a read, whose answer looks as if the write had been made.
    fetchOptions: { redirect: "manual" },
    defaultHeaders: { "User-Agent": toUserAgent() },
    middleware: [withBudget, withSpan, withWholeBody],
    ...(env.isSandbox && { fetch: toSandbox }),
  });
}

const adminApi = () => processSingleton("admin-api", () => createApi(getAdminKey));

/** For endpoints that refuse an admin key; uses the same address and budget. */
const oauthApi = () => processSingleton("oauth-api", () => createApi(requireOauthToken));

async function requireOauthToken(): Promise<string> {
  const token = await getOauthToken();
  if (token) return token;
  throw new AppError("key_rejected", "there is no OAuth token");
}

/** For reads: two retries that respect the vendor's `retry-after`. */
const readOptions = { maxRetries: 2 };

/** @throws AppError key_rejected, rate_limited, api_unreachable, api_failed, bad_answer, not_found, refused */
export async function readApi<T>(
  run: (api: Anthropic, options: typeof readOptions) => Promise<T>,
): Promise<T> {
  return noted(() => run(adminApi(), readOptions), toReadError);
}

/**
 * For parts that not every organization has or every key may read.
 * @throws AppError as `readApi`, but `refused` for a 403, which here says nothing about the key
 */
export async function readOptionalApi<T>(
  run: (api: Anthropic, options: typeof readOptions) => Promise<T>,
): Promise<T> {
  return noted(() => run(adminApi(), readOptions), toOptionalReadError);
}

/**
 * The result says nothing about the admin key, so health and metrics don't count it.
 * @throws AppError as `readApi`; key_rejected if the token is refused
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
 * Goes first in the queue, unless no one waits for it, and is sent once.
 * @throws AppError as `readApi`, and outcome_unknown if the change may have happened anyway
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

/** One OpenTelemetry span per attempt, without IDs, query, headers, or body. */
const withSpan: Middleware = (request, next) => {
  const { hostname, pathname } = new URL(request.url);
  const template = pathname
    .split("/")
    .map((part) => (part === "" || word.test(part) ? part : "{id}"))
    .join("/");
  const attributes = {
    "http.request.method": request.method,
    "url.template": template,
    "server.address": hostname,
  };
  const options = { kind: SpanKind.CLIENT, attributes };
  return trace
    .getTracer("castellan")
    .startActiveSpan(`${request.method} ${template}`, options, async (span) => {
      try {
        const response = await next(request);
        span.setAttribute("http.response.status_code", response.status);
        if (!response.ok) span.setStatus({ code: SpanStatusCode.ERROR });
        return response;
      } catch (cause) {
        span.setAttribute("error.type", cause instanceof Error ? cause.name : "unknown");
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw cause;
      } finally {
        span.end();
      }
    });
};
