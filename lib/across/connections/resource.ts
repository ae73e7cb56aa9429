import "server-only";
import { getOrigin } from "@/lib/core/auth/origin";

/** The name of this server as one that gives out tokens (RFC 8414). */
export function toIssuer(headers: Headers): string {
  return getOrigin(headers);
}

/** What every token of a connection is for (RFC 8707). */
export function toResource(headers: Headers): string {
  return `${getOrigin(headers)}/mcp`;
}
