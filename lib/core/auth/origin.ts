import "server-only";
import { env } from "@/lib/core/env/env";

/**
 * `NEXTAUTH_URL`, else the `Host` header as received. A forwarded host is never believed: behind a proxy that changes
 * `Host`, `NEXTAUTH_URL` must be set.
 */
export function getOrigin(headers: Headers): string {
  if (env.NEXTAUTH_URL) return new URL(env.NEXTAUTH_URL).origin;
  // Read as next-auth reads it; without a proxy, Next itself sets it to http.
  const scheme = (headers.get("x-forwarded-proto") ?? "http") === "http" ? "http" : "https";
  const host = headers.get("host") ?? "";
  const origin = `${scheme}://${host}`;
  // Node accepts texts that aren't hosts, and no one arrived through one.
  const isHost = URL.canParse(origin) && !/[@/?#\\]/.test(host);
  return isHost ? origin : `${scheme}://localhost:${env.PORT}`;
}

export function isSecure(headers: Headers): boolean {
  return getOrigin(headers).startsWith("https:");
}

/** Browsers send `Origin` with every POST, so a missing one counts as foreign. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  if (env.NEXTAUTH_URL) return origin === new URL(env.NEXTAUTH_URL).origin;
  // Ignores the scheme: a proxy that ends TLS without saying so would lock everyone out.
  return new URL(origin).host === headers.get("host");
}

/** Browsers mark reads that another site requested; other clients don't send the header. */
export function isCrossSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "none" && site !== "same-origin";
}

/** Whether a proxy says that this server has a different name than the one in the request. */
export function isForwardedElsewhere(headers: Headers): boolean {
  const forwarded = headers.get("x-forwarded-host");
  return !env.NEXTAUTH_URL && forwarded !== null && forwarded !== headers.get("host");
}
