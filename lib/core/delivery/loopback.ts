import "server-only";
import { env } from "@/lib/core/env/env";
import { isLoopback } from "@/lib/core/env/loopback";

/** Anyone can be an admin in the sandbox, so that nothing is sent from it to another machine. */
export function isBeyondSandbox(hostname: string): boolean {
  return env.isSandbox && !isLoopback(hostname);
}
