import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getClientAddress } from "@/lib/core/auth/client-address";
import { toCookie } from "@/lib/core/auth/cookies";
import { findKnownPerson } from "@/lib/core/auth/known-sessions";
import { type Place, readBearer } from "@/lib/core/auth/token-text";
import { env } from "@/lib/core/env/env";
import type { Failure } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { TokenBucket } from "@/lib/core/process/token-bucket";
import { hasMetricsToken } from "@/lib/core/telemetry/metrics-token";
import { answer } from "./answer";
import { toPath } from "./request-path";
import { takeBody, takeRead, takeWrite } from "./session-limits";

/** What Node's requests and those of tests have in common. */
type Asked = { method: string; url: string; headers: Headers };

/** A refusal is held back this long, so that a client that retries at once is answered once per this time at most. */
const holdMs = 1_000;
const unitBytes = 4_096;
/** How many units a body costs whose length isn't announced. */
const mostUnits = 512;
const maxHeld = 500;
let held = 0;

const sessionNames = [true, false].map((isSecure) => toCookie("sessionToken", isSecure).name);

/** Both are null for files. */
type Admission = { address: string | null; person: string | null };
type Taken = { waitMs: number; isStranger: boolean; person: string | null };

/**
 * Answers 429 before Next sees the request, which costs as much as a small page. Returns null if it did, and otherwise
 * whose request it is.
 */
export function limitRequests(request: IncomingMessage, response: ServerResponse): Admission | null {
  const { method = "GET", url = "/" } = request;
  const headers = new Headers(request.headers as Record<string, string>); // Only `set-cookie` is ever a list.
  const { waitMs, isStranger, person } = takeRequest({ method, url, headers });
  if (waitMs > 0) void refuse(request, response, waitMs);
  return waitMs > 0 ? null : { address: isStranger ? getClientAddress(headers) : null, person };
}

/**
 * Zero milliseconds to wait takes the request. Sessions pay for themselves, people for the bodies of all their sessions,
 * and everyone else by address, before anything asks the database. A cookie that isn't known to be a session pays by address, too, because anyone can make
 * one up. Which of two cookie names counts depends on headers, so each pays separately and a fake one can't spend the
 * other's.
 */
export function takeRequest({ method, url, headers }: Asked): Taken {
  const path = toPath(url);
  const place = toPlace(path);
  const program = place && readBearer(headers, place);
  // Programs send no cookie, and one that is sent doesn't count.
  const tokens = program === null ? listTokens(headers.get("cookie") ?? "") : [program];
  const known = tokens.flatMap((token) => {
    const person = findKnownPerson(token);
    return person === undefined ? [] : { token, person };
  });
  const isStranger = known.length === 0 || known.length < tokens.length;
  const units = toUnits(path, headers);
  if (isFile(method, path))
    return { waitMs: isStranger ? takeFile(getClientAddress(headers)) : 0, isStranger: false, person: null };
  const take = isWrite(method, path, headers) ? takeWrite : takeRead;
  const waits = known.flatMap(({ token, person }) => [take(token), takeBody(person, units)]);
  const waitMs = Math.max(0, ...waits, isStranger ? takeByAddress(path, headers, 1 + units) : 0);
  return { waitMs, isStranger, person: known[0]?.person ?? null };
}

/** Null where programs don't send tokens. */
function toPlace(path: string): Place | null {
  if (path === "/mcp") return "mcp";
  return path.startsWith("/api/v1/") ? "api" : null;
}

/** The body of an action is decoded before its permission is asked for, and takes as long as many requests. */
function toUnits(path: string, headers: Headers): number {
  if (path.startsWith("/api/")) return 0;
  if (headers.has("transfer-encoding")) return mostUnits;
  return Math.floor(Number(headers.get("content-length") ?? 0) / unitBytes) || 0;
}

export function hasSessionCookie(cookies: string): boolean {
  return listTokens(cookies).length > 0;
}

/** A page loads dozens of them, and browsers keep them. */
function isFile(method: string, path: string): boolean {
  return (method === "GET" || method === "HEAD") && path.startsWith("/_next/static/");
}

function listTokens(cookies: string): string[] {
  return cookies.split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return sessionNames.includes(pair.slice(0, at).trim()) ? [pair.slice(at + 1).trim()].filter(Boolean) : [];
  });
}

/** The operator's programs have a token. */
function takeByAddress(path: string, headers: Headers, cost: number): number {
  if (hasMetricsToken(headers)) return 0;
  return takeOfStranger(getClientAddress(headers), path === "/api/health/ready" ? "probe" : "request", cost);
}

/** A session that has read too much can still write, such as to sign out. For other methods, Next answers with the page. */
function isWrite(method: string, path: string, headers: Headers): boolean {
  if (method !== "POST") return false;
  return path.startsWith("/api/") ? path.startsWith("/api/auth/") : headers.has("next-action");
}

/** A route's `Failure`, or two sentences instead of a page. */
async function refuse({ url = "/" }: IncomingMessage, response: ServerResponse, waitMs: number) {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  const isRoute = toPath(url).startsWith("/api/");
  const failure: Failure = { code: "too_many_requests", retryAfterSeconds };
  const sentences = [
    `Too many requests. Try again in ${retryAfterSeconds} s.`,
    `Zu viele Anfragen. Versuchen Sie es in ${retryAfterSeconds} s noch einmal.`,
  ];
  const isHeld = held < maxHeld;
  if (isHeld) await hold();
  answer(response, {
    status: 429,
    body: isRoute ? failure : sentences.join("\n"),
    headers: { "Retry-After": String(retryAfterSeconds), ...(!isHeld && { Connection: "close" }) },
  });
}

async function hold(): Promise<void> {
  held += 1;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, holdMs).unref();
  });
  held -= 1;
}

/** An office behind one address opens the sign-in page with it, and health checks pay separately. */
const size = { capacity: 300, perMinute: 600 };
/** Thirty people behind one address load a new version at once. */
const fileSize = { capacity: 1_000, perMinute: 3_000 };
const noteMs = 60_000;

const buckets = () => processSingleton("stranger-tokens", () => new TokenBucket(size));
const fileBuckets = () => processSingleton("stranger-file-tokens", () => new TokenBucket(fileSize));
const refused = () => processSingleton("refused-strangers", () => ({ count: 0, sinceMs: 0 }));

/** Zero takes one request of whoever has no session at this address; otherwise the milliseconds to wait. */
function takeOfStranger(address: string, purpose: "request" | "probe", cost: number): number {
  return noteWait(address, buckets().take(`${purpose} ${address}`, Math.min(cost, size.capacity)));
}

/** Like `takeOfStranger`, for static files of the build. */
function takeFile(address: string): number {
  return noteWait(address, fileBuckets().take(address));
}

function noteWait(address: string, waitMs: number): number {
  if (waitMs > 0) note(address);
  return waitMs;
}

/** One line a minute, so that a flood doesn't fill the log. */
function note(address: string, nowMs = Date.now()): void {
  const all = refused();
  all.count += 1;
  if (nowMs - all.sinceMs < noteMs) return;
  const hint = env.TRUSTED_PROXIES === 0 ? "; behind a proxy, set TRUSTED_PROXIES" : "";
  log.warn({ address, refused: all.count }, `too many requests without a session from one address${hint}`);
  Object.assign(all, { count: 0, sinceMs: nowMs });
}
