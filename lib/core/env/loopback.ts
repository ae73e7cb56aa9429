import "server-only";
import { isIPv4 } from "node:net";

/** As `URL` writes it, or without the brackets of IPv6. */
export function isLoopback(hostname: string): boolean {
  if (["localhost", "[::1]", "::1"].includes(hostname.toLowerCase())) return true;
  return isIPv4(hostname) && hostname.startsWith("127.");
}
