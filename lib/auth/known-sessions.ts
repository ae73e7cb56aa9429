import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { processSingleton } from "@/lib/process-singleton";

const maxKnown = 20_000;

const hashes = () => processSingleton("known-sessions", () => new LRUCache<string, true>({ max: maxKnown }));

/**
 * Cookies that the database has answered for, so that proxy.ts can tell a person from whoever makes a cookie up without
 * asking it. Only a hint for limits: whether a session is open is always looked up.
 */
export function isKnownSession(token: string): boolean {
  return hashes().has(toHash(token));
}

/** By their hashes, which the database keeps as well. */
export function forgetSessions(ended: readonly { tokenHash: string }[]): void {
  for (const { tokenHash } of ended) hashes().delete(tokenHash);
}

export function noteSession(token: string, isOpen: boolean): void {
  if (isOpen) hashes().set(toHash(token), true);
  else hashes().delete(toHash(token));
}

export function toHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
