import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { getClientAddress } from "@/lib/auth/client-address";
import { toCookie } from "@/lib/auth/cookies";
import { isKnownSession } from "@/lib/auth/known-sessions";
import { takeRead } from "@/lib/entry/session-limits";
import { takeOfStranger } from "@/lib/entry/stranger-limit";
import type { Failure } from "@/lib/errors";
import { hasMetricsToken } from "@/lib/metrics-token";
import { isPublicHttps, toTransportSecurity } from "@/lib/transport-security";

// biome-ignore lint/style/noProcessEnv: Next writes the literal here when it builds; it is no setting.
const isDevelopment = process.env.NODE_ENV === "development";

/**
 * Adds security headers and refuses whoever asks endlessly, which a page can't do with a proper status. It decides no
 * permissions: lib/auth/permit.ts does.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(18).toString("base64");
  const policy = toPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy); // Next reads the nonce for its own scripts from here.
  // A page can't otherwise see its own address, which sign-in needs to lead back.
  headers.set("x-castellan-address", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const waitMs = takeReadOf(request);
  const response = waitMs > 0 ? refuse(request, waitMs) : NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(fixed)) response.headers.set(name, value);
  if (isHttps(request)) response.headers.set("Strict-Transport-Security", toTransportSecurity());
  return response;
}

// Messages aren't secret, and browsers may cache them.
export const config = {
  matcher: ["/((?!_next/static|messages/[a-z]+\\.[0-9a-f]{16}\\.json$).*)"],
};

const fixed = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/**
 * Sessions pay for themselves, and everyone else by address, before anything asks the database. A cookie that isn't
 * known to be a session pays by address, too, because anyone can make one up. Which of two cookie names counts depends
 * on headers, so each pays separately and a fake one can't spend the other's.
 */
function takeReadOf(request: NextRequest): number {
  const tokens = [true, false].flatMap(
    (isSecure) => request.cookies.get(toCookie("sessionToken", isSecure).name)?.value || [],
  );
  const known = tokens.filter(isKnownSession);
  const waits = isWrite(request) ? [] : known.map(takeRead);
  const isStranger = known.length === 0 || known.length < tokens.length;
  return Math.max(0, ...waits, isStranger ? takeByAddress(request) : 0);
}

/** The process is alive even if it is flooded, and the operator's programs have a token. */
function takeByAddress({ headers, nextUrl: { pathname } }: NextRequest): number {
  if (pathname === "/api/health/live" || hasMetricsToken(headers)) return 0;
  return takeOfStranger(getClientAddress(headers), pathname === "/api/health/ready" ? "probe" : "request");
}

/** The writes of a session have their own limits. For other methods, Next answers with the page. */
function isWrite({ method, headers, nextUrl: { pathname } }: NextRequest): boolean {
  if (method !== "POST") return false;
  return pathname.startsWith("/api/") ? pathname.startsWith("/api/auth/") : headers.has("next-action");
}

/** A route's `Failure`, or two sentences instead of a page. */
function refuse({ nextUrl }: NextRequest, waitMs: number): NextResponse {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  const init = { status: 429, headers: { "Retry-After": String(retryAfterSeconds) } };
  const failure: Failure = { code: "too_many_requests", retryAfterSeconds };
  if (nextUrl.pathname.startsWith("/api/")) return NextResponse.json(failure, init);
  const sentences = [
    `Too many requests. Try again in ${retryAfterSeconds} s.`,
    `Zu viele Anfragen. Versuchen Sie es in ${retryAfterSeconds} s noch einmal.`,
  ];
  return new NextResponse(sentences.join("\n"), init);
}

function toPolicy(nonce: string): string {
  // In development, React rebuilds server stacks with eval, and Next's overlay has its own styles.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : "";
  const styles = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    "style-src 'self'",
    `style-src-elem 'self' ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function isHttps(request: NextRequest): boolean {
  if (isPublicHttps()) return true;
  return (request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol).startsWith("https");
}
