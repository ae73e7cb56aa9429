import "server-only";
import { env } from "./env";

const yearSeconds = 31_536_000;

/** The header that binds browsers to HTTPS. */
export function toTransportSecurity(): string {
  return `max-age=${yearSeconds}${env.HSTS_INCLUDE_SUBDOMAINS ? "; includeSubDomains" : ""}`;
}

/** Not every proxy says how it was reached, but `NEXTAUTH_URL` does. */
export function isPublicHttps(): boolean {
  return env.NEXTAUTH_URL?.startsWith("https:") ?? false;
}
