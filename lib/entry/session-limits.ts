import "server-only";
import type { AuditAction } from "@/lib/audit/vocabulary";
import type { Actor } from "@/lib/auth/session";
import { SharedTokenBucket } from "@/lib/db/shared-token-bucket";
import { AppError } from "@/lib/errors";
import { once } from "@/lib/once";
import { TokenBucket } from "@/lib/token-bucket";

/** Pages, doors and exports; more than a person with many tabs ever needs. Each process counts for itself. */
const readSize = { capacity: 600, perMinute: 1_200 };
/** Writes that were refused, or whose input was wrong. */
const refusedSize = { capacity: 40, perMinute: 20 };
/** Confirmations with a passkey: each begins with one write and ends with another. */
const confirmingSize = { capacity: 20, perMinute: 10 };
/** Exports under way at once. */
const mostHeavy = { ofPerson: 4, ofAll: 16 };

const reads = () => once("read-tokens", () => new TokenBucket(readSize));
const refusals = new SharedTokenBucket("refusal-tokens", refusedSize);
const confirmations = new SharedTokenBucket("confirmation-tokens", confirmingSize);
const heavyReads = () => once("heavy-reads", () => new Map<string, number>());

/** Milliseconds until the holder of this session cookie may read again; 0 takes one read. */
export function takeRead(token: string): number {
  return reads().take(token);
}

/**
 * Takes a place among the exports and returns how to give it back.
 * @throws AppError too_many_requests where this person, or everybody together, has too many
 */
export function startHeavyRead(actor: Actor): () => void {
  const running = heavyReads();
  const key = toPersonKey(actor);
  const own = running.get(key) ?? 0;
  const all = [...running.values()].reduce((sum, count) => sum + count, 0);
  if (own >= mostHeavy.ofPerson || all >= mostHeavy.ofAll)
    throw new AppError("too_many_requests", "too many long reads at once", { retryAfterSeconds: 5 });
  running.set(key, own + 1);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    const left = (running.get(key) ?? 1) - 1;
    if (left > 0) running.set(key, left);
    else running.delete(key);
  };
}

/** Milliseconds until this person may try another write; 0 takes the try, which `returnTry` gives back. */
export async function takeTry(actor: Actor, act: AuditAction): Promise<number> {
  return isConfirming(act) ? confirmations.take(toSessionKey(actor)) : refusals.take(actor.email);
}

/** A write that succeeded, or failed elsewhere, was no misuse. What begins a confirmation is part of the try. */
export async function returnTry(actor: Actor, act: AuditAction): Promise<void> {
  if (act === "session.confirm") await confirmations.give(toSessionKey(actor));
  else if (!isConfirming(act)) await refusals.give(actor.email);
}

/** Whoever holds a stolen cookie can try these without any other right, so each session has a limit of its own. */
function isConfirming(act: AuditAction): boolean {
  return act === "session.begin_confirmation" || act === "session.confirm";
}

/** Whoever signs in again and again has no more than others. A persona of the sandbox is many people. */
export function toPersonKey(actor: Actor): string {
  return actor.session?.method === "sandbox" ? toSessionKey(actor) : actor.email.toLowerCase();
}

function toSessionKey({ session, id }: Actor): string {
  return session?.id ?? id;
}
