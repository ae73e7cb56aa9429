import { type NextRequest, NextResponse } from "next/server";
import { toCookie } from "@/lib/auth/cookies";
import { takeRead } from "@/lib/entry/session-limits";
import { env } from "@/lib/env";
import type { Failure } from "@/lib/errors";

// biome-ignore lint/style/noProcessEnv: Next writes the literal here when it builds; it is no setting.
const isDevelopment = process.env.NODE_ENV === "development";
const yearSeconds = 31_536_000;
/** Longer than any token of ours, and short enough that invented ones fill no memory. */
const longestToken = 64;

/**
 * Puts security headers on every answer and refuses a session that reads without end. It decides about no right: the
 * gate is in lib/auth/permit.ts. A page cannot choose such a status by itself, so the limit has to be here.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = toPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy); // Next reads the nonce for its own scripts from here.
  // A page cannot see its own address otherwise, and sign-in leads back to it.
  headers.set("x-castellan-address", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const waitMs = takeReadOf(request);
  const response = waitMs > 0 ? refuse(request, waitMs) : NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(fixed)) response.headers.set(name, value);
  if (isHttps(request)) response.headers.set("Strict-Transport-Security", `max-age=${yearSeconds}`);
  return response;
}

// Messages are no secret, and browsers may keep them.
export const config = {
  matcher: ["/((?!_next/static|_next/image|messages/[a-z]+\\.[0-9a-f]{16}\\.json$).*)"],
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
 * Whoever has no session meets the gate; whether a cookie is one, only the store knows. Which of the two names it looks
 * under depends on headers, so each cookie pays: an invented one does not pay for the other.
 */
function takeReadOf(request: NextRequest): number {
  if (isWrite(request)) return 0;
  const tokens = [true, false].flatMap(
    (isSecure) => request.cookies.get(toCookie("sessionToken", isSecure).name)?.value || [],
  );
  return Math.max(0, ...tokens.map((token) => takeRead(token.slice(0, longestToken))));
}

/** An action, or signing in and out, which have limits of their own. To any other method Next answers with the page. */
function isWrite({ method, headers, nextUrl: { pathname } }: NextRequest): boolean {
  if (method !== "POST") return false;
  return pathname.startsWith("/api/") ? pathname.startsWith("/api/auth/") : headers.has("next-action");
}

/** A door's `Failure`, or two sentences in place of a page. */
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
  // While developing, React rebuilds server stacks with eval and Next's overlay brings its own styles.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : "";
  const styles = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    "style-src 'self'",
    `style-src-elem 'self' ${styles}`,
    "style-src-attr 'unsafe-inline'", // Tables and bars lay out with style attributes.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Whether browsers come by https. Not every proxy says so, but an operator has. */
function isHttps(request: NextRequest): boolean {
  if (env.NEXTAUTH_URL?.startsWith("https:")) return true;
  return (request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol).startsWith("https");
}
