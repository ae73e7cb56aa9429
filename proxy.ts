import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isPublicHttps, toTransportSecurity } from "@/lib/core/env/transport-security";

// biome-ignore lint/style/noProcessEnv: Next writes the literal here when it builds; it is no setting.
const isDevelopment = process.env.NODE_ENV === "development";

/** Adds security headers. It decides no permissions: lib/core/auth/permit.ts does. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(18).toString("base64");
  const policy = toPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy); // Next reads the nonce for its own scripts from here.
  // A page can't otherwise see its own address, which sign-in needs to lead back.
  headers.set("x-castellan-address", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(fixed)) response.headers.set(name, value);
  if (isHttps(request)) response.headers.set("Strict-Transport-Security", toTransportSecurity());
  return response;
}

// Messages aren't secret, and browsers may cache them.
export const config = {
  matcher: ["/((?!_next/static/|messages/[a-z]+\\.[0-9a-f]{16}\\.json$).*)"],
};

const fixed = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

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
