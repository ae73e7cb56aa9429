import "server-only";
import type { Middleware } from "@anthropic-ai/sdk/core/middleware";
import { AppError } from "@/lib/core/errors/errors";
import { currentPriority } from "@/lib/core/process/priority";
import { noteAnswerTime } from "./api-clock";
import { inviteBudget, requestBudget } from "./budget";

/** The longest window of the vendor's limits. Timers of more than 24 days would go off immediately. */
const longestMs = 3_600_000;

const inSeconds = "retry-after";

const inMilliseconds = "retry-after-ms";

/** The SDK's timeout ends with the headers; this one covers the body. */
const bodyTimeoutMs = 15_000;

const openBrace = 0x7b;
const tailBytes = 16;

/** A request that would wait longer is refused with the time to come back. */
const maxWaitMs = 10_000;

/** Every attempt, including retries, waits for its token outside the SDK's timeout. */
export const withBudget: Middleware = async (request, next) => {
  const isInvite =
    request.method === "POST" && new URL(request.url).pathname.endsWith("/organizations/invites");
  const budget = isInvite ? inviteBudget() : requestBudget();
  const priority = currentPriority();
  await budget.take(priority, isInvite && priority !== "background" ? maxWaitMs : undefined);
  const response = await next(request);
  noteAnswerTime(response);
  const retryAfter = Number(response.headers.get("retry-after"));
  if (response.status === 429 && retryAfter > 0) await budget.pause(retryAfter * 1000);
  return response;
};

/**
 * Reads the whole body before the SDK does: a cut-off body becomes an error instead of a hang, a success that isn't
 * JSON (a proxy's HTML) is refused, and a 429 without `retry-after`, which is a spend cap, isn't retried.
 */
export const withWholeBody: Middleware = async (request, next, { options }) => {
  const response = await next(request);
  const body = await readBody(response);
  if (options?.__binaryResponse && response.ok && isObject(body))
    return Object.assign(new Response(null, response), { arrayBuffer: async () => body.buffer });
  const value = parse(body);
  if (response.ok && value === undefined)
    throw new AppError("bad_answer", `the API answered ${response.status} with a body that is not JSON`, {
      requestId: response.headers.get("request-id") ?? undefined,
    });
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  tidyRetryAfter(headers);
  if (response.status === 429 && !headers.has("retry-after")) headers.set("x-should-retry", "false");
  if (value !== undefined) headers.set("content-type", "application/json");
  const whole = new Response(body, { status: response.status, statusText: response.statusText, headers });
  // Parsed once.
  return value === undefined ? whole : Object.assign(whole, { json: async () => value });
};

async function readBody(response: Response): Promise<Buffer<ArrayBuffer>> {
  const late = AbortSignal.timeout(bodyTimeoutMs);
  const stalled = new Promise<never>((_, reject) => {
    late.addEventListener("abort", () => reject(new AppError("bad_answer", "the API's answer stalled")), {
      once: true,
    });
  });
  try {
    return Buffer.from(await Promise.race([response.arrayBuffer(), stalled]));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("bad_answer", "the API's answer broke off", { cause });
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** By its ends: whoever asked for bytes parses them. */
function isObject(body: Buffer): boolean {
  return body.at(0) === openBrace && body.subarray(-tailBytes).toString("latin1").trimEnd().endsWith("}");
}

/** Makes a delay whole seconds, whether it came so or as a date by the API's clock, and no longer than an hour. */
function tidyRetryAfter(headers: Headers): void {
  const delayMs = toDelayMs(headers);
  headers.delete(inMilliseconds);
  if (delayMs === undefined) return;
  headers.set(inSeconds, String(Math.ceil(Math.min(Math.max(delayMs, 0), longestMs) / 1000)));
}

function toDelayMs(headers: Headers): number | undefined {
  const exact = Number.parseFloat(headers.get(inMilliseconds) ?? "");
  if (exact >= 0) return exact;
  const given = headers.get(inSeconds) ?? "";
  const seconds = Number.parseFloat(given);
  if (!Number.isNaN(seconds)) return seconds * 1000;
  const answeredAt = Date.parse(headers.get("date") ?? "");
  const delayMs = Date.parse(given) - (Number.isNaN(answeredAt) ? Date.now() : answeredAt);
  return Number.isNaN(delayMs) ? undefined : delayMs;
}
