import { type NextRequest, NextResponse } from "next/server";

// biome-ignore lint/style/noProcessEnv: Next writes the literal here when it builds; it is no setting.
const isDevelopment = process.env.NODE_ENV === "development";
const yearSeconds = 31_536_000;

/** Puts security headers on every answer and decides about nothing: the gate is in lib/auth/permit.ts. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = toPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy); // Next reads the nonce for its own scripts from here.
  // A page cannot see its own address otherwise, and sign-in leads back to it.
  headers.set("x-castellan-address", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(fixed)) response.headers.set(name, value);
  if (isHttps(request)) response.headers.set("Strict-Transport-Security", `max-age=${yearSeconds}`);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image).*)"] };

const fixed = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

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

function isHttps(request: NextRequest): boolean {
  return (request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol).startsWith("https");
}
