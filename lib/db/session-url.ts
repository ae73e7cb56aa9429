import "server-only";
import { env } from "@/lib/env";

/**
 * Where to connect for what belongs to a session: locks that last as long as a connection, and migrations. A pooler
 * between, which hands each transaction to another session, would lose them.
 */
export function getSessionUrl(): string | undefined {
  return env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
}

/** The server looks whether the other end still lives, so that a host that lost its power leaves no lock behind. */
export const noticeDeath =
  "set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 2";
