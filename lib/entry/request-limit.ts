import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getClientAddress } from "@/lib/auth/client-address";
import { toCookie } from "@/lib/auth/cookies";
import { isKnownSession } from "@/lib/auth/known-sessions";
import type { Failure } from "@/lib/errors";
import { hasMetricsToken } from "@/lib/metrics-token";
import { takeRead } from "./session-limits";
import { takeOfStranger } from "./stranger-limit";

/** What Node's requests and those of tests have in common. */
type Asked = { method: string; url: string; headers: Headers };

/** Whoever asks again as soon as they are refused gets an answer no more often than this. */
const holdMs = 1_000;
const maxHeld = 500;
let held = 0;

const sessionNames = [true, false].map((isSecure) => toCookie("sessionToken", isSecure).name);

/** Answers 429 before Next sees the request, which costs as much as a small page. Returns whether it can be handled. */
export function limitRequests(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = "GET", url = "/", headers } = request;
  const waitMs = takeRequest({ method, url, headers: new Headers(headers as Record<string, string>) }); // Only `set-cookie` is ever a list.
  if (waitMs > 0) void refuse(request, response, waitMs);
  return waitMs === 0;
}

/**
 * Zero takes the request; otherwise the milliseconds to wait. Sessions pay for themselves, and everyone else by address,
 * before anything asks the database. A cookie that isn't known to be a session pays by address, too, because anyone can
 * make one up. Which of two cookie names counts depends on headers, so each pays separately and a fake one can't spend
 * the other's.
 */
export function takeRequest({ method, url, headers }: Asked): number {
  const path = toPath(url);
  if (isFile(path)) return 0;
  const tokens = listTokens(headers.get("cookie") ?? "");
  const known = tokens.filter(isKnownSession);
  const waits = isWrite(method, path, headers) ? [] : known.map(takeRead);
  const isStranger = known.length === 0 || known.length < tokens.length;
  return Math.max(0, ...waits, isStranger ? takeByAddress(path, headers) : 0);
}

/** As Next routes it, so that `/_next/static/../../` is no file. */
function toPath(url: string): string {
  const address = url.startsWith("/") ? `http://localhost${url}` : url;
  return URL.canParse(address) ? new URL(address).pathname : "";
}

/** Built files and messages aren't secret, and browsers may cache them. */
function isFile(path: string): boolean {
  return path.startsWith("/_next/static/") || /^\/messages\/[a-z]+\.[0-9a-f]{16}\.json$/.test(path);
}

function listTokens(cookies: string): string[] {
  return cookies.split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return sessionNames.includes(pair.slice(0, at).trim()) ? [pair.slice(at + 1).trim()].filter(Boolean) : [];
  });
}

/** The process is alive even if it is flooded, and the operator's programs have a token. */
function takeByAddress(path: string, headers: Headers): number {
  if (path === "/api/health/live" || hasMetricsToken(headers)) return 0;
  return takeOfStranger(getClientAddress(headers), path === "/api/health/ready" ? "probe" : "request");
}

/** The writes of a session have their own limits. For other methods, Next answers with the page. */
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
  response.writeHead(429, {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Content-Type": isRoute ? "application/json" : "text/plain; charset=utf-8",
    "Referrer-Policy": "same-origin",
    "Retry-After": String(retryAfterSeconds),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    ...(!isHeld && { Connection: "close" }),
  });
  response.end(isRoute ? JSON.stringify(failure) : sentences.join("\n"));
}

async function hold(): Promise<void> {
  held += 1;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, holdMs).unref();
  });
  held -= 1;
}
