import "server-only";
import { env } from "@/lib/core/env/env";

/**
 * The address for session state: long-lived locks and migrations. A pooler that gives each transaction another session
 * would lose them.
 */
export function getSessionUrl(): string | undefined {
  return env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
}

/** The server checks that the other end is alive, so that a host without power leaves no lock behind. */
export const noticeDeath =
  "set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 2";
