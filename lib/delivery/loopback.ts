import "server-only";
import { isIPv4 } from "node:net";
import { env } from "@/lib/env";

/** Anyone can be an admin in the sandbox, so that nothing is sent from it to another machine. */
export function isBeyondSandbox(hostname: string): boolean {
  return env.isSandbox && !isLoopback(hostname);
}

/** As `URL` writes it. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || (isIPv4(hostname) && hostname.startsWith("127."))
  );
}
