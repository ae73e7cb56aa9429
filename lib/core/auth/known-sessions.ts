import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { processSingleton } from "@/lib/core/process/process-singleton";

type KnownSession = { id: string; email: string | null; method: string };

const maxKnown = 20_000;

const hashes = () =>
  processSingleton("known-sessions", () => new LRUCache<string, string>({ max: maxKnown }));

/**
 * Whose cookie it is, if the database has answered for it, so that the door can tell a person from whoever makes a
 * cookie up without asking it. Only a hint for limits: whether a session is open is always looked up.
 */
export function findKnownPerson(token: string): string | undefined {
  return hashes().get(toHash(token));
}

/** By their hashes, which the database keeps as well. */
export function forgetSessions(ended: readonly { tokenHash: string }[]): void {
  for (const { tokenHash } of ended) hashes().delete(tokenHash);
}

/** Strangers share the people of the sandbox, so there each session is a person of its own. */
export function noteSession(token: string, { id, email, method }: KnownSession): void {
  hashes().set(toHash(token), method === "sandbox" || email === null ? id : email);
}

export function forgetSession(token: string): void {
  hashes().delete(toHash(token));
}

export function toHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
