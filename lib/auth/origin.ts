import "server-only";
import { env } from "@/lib/env";

/**
 * The origin under which the browser knows this server: `NEXTAUTH_URL`, else the `Host` header as received.
 * A forwarded host is never believed: behind a proxy that changes `Host`, `NEXTAUTH_URL` must be set.
 */
export function getOrigin(headers: Headers): string {
  if (env.NEXTAUTH_URL) return new URL(env.NEXTAUTH_URL).origin;
  // As next-auth reads it: Next itself says http here when nobody stands in front.
  const scheme = (headers.get("x-forwarded-proto") ?? "http") === "http" ? "http" : "https";
  const host = headers.get("host") ?? "";
  const origin = `${scheme}://${host}`;
  // Node lets texts through that are no host, and nobody has come by one.
  const isHost = URL.canParse(origin) && !/[@/?#\\]/.test(host);
  return isHost ? origin : `${scheme}://localhost:${env.PORT}`;
}

export function isSecure(headers: Headers): boolean {
  return getOrigin(headers).startsWith("https:");
}

/** Whether a write comes from our own pages: browsers send `Origin` with every POST, so a missing one is foreign. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  if (env.NEXTAUTH_URL) return origin === new URL(env.NEXTAUTH_URL).origin;
  // The scheme is left out: a proxy that ends TLS and does not say so would lock everyone out.
  return new URL(origin).host === headers.get("host");
}

/** Whether a browser says that another site asked for this read. Other clients do not send the header. */
export function isCrossSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "none" && site !== "same-origin";
}

/** Whether somebody between says that this server has another name than the one it was asked by. */
export function isForwardedElsewhere(headers: Headers): boolean {
  const forwarded = headers.get("x-forwarded-host");
  return !env.NEXTAUTH_URL && forwarded !== null && forwarded !== headers.get("host");
}
