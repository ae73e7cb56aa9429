import "server-only";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import type { Actor } from "@/lib/core/auth/session";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { TokenBucket } from "@/lib/core/process/token-bucket";
import { Turns } from "@/lib/core/process/turns";

/** For pages, routes, and exports; more than a person with many tabs needs. Each process counts separately. */
const readSize = { capacity: 600, perMinute: 1_200 };
/** The log keeps every write and download for good, so not even those that succeed are free. */
const recordedSize = { capacity: 1_000, perMinute: 120 };
const refusedSize = { capacity: 40, perMinute: 20 };
const confirmingSize = { capacity: 20, perMinute: 10 };

const writes = () => processSingleton("write-tokens", () => new TokenBucket(readSize));
const reads = () => processSingleton("read-tokens", () => new TokenBucket(readSize));
const bodies = () => processSingleton("body-tokens", () => new TokenBucket(readSize));
const recorded = () => processSingleton("recorded-tokens", () => new TokenBucket(recordedSize));
const refusals = new SharedTokenBucket("refusal-tokens", refusedSize);
const confirmations = new SharedTokenBucket("confirmation-tokens", confirmingSize);
const downloads = () => processSingleton("downloads", () => new Turns({ ofKey: 4, ofAll: 16, waiting: 0 }));

/** Zero takes what a read costs; otherwise the milliseconds to wait. */
export function takeRead(token: string): number {
  return reads().take(token);
}

/** Like `takeRead`, for requests that claim to be writes, whether or not they turn out to be. */
export function takeWrite(token: string): number {
  return writes().take(token);
}

/** As `takeRead`, for the units of a body, of all sessions of a person together. */
export function takeBody(person: string, units: number): number {
  return bodies().take(person, Math.min(units, readSize.capacity));
}

/**
 * Returns how to end it.
 * @throws AppError too_many_requests if this person, or everyone together, has too many
 */
export function startDownload(actor: Actor): Promise<() => void> {
  return downloads().take(toPersonKey(actor));
}

/** Zero takes one of the writes or downloads that the log has to keep; otherwise the milliseconds to wait. */
export function takeRecorded(actor: Actor, action: AuditAction): number {
  return recorded().take(toRecordedKey(actor, action));
}

/** Zero takes the try, which `returnTry` gives back; otherwise the milliseconds to wait. */
export async function takeTry(actor: Actor, action: AuditAction): Promise<number> {
  return isConfirming(action)
    ? confirmations.take(toSessionKey(actor))
    : refusals.take(toRecordedKey(actor, action));
}

/** A write that succeeded, or failed elsewhere, was no misuse. Starting a confirmation stays counted. */
export async function returnTry(actor: Actor, action: AuditAction): Promise<void> {
  if (action === "session.confirm") await confirmations.give(toSessionKey(actor));
  else if (!isConfirming(action)) await refusals.give(toRecordedKey(actor, action));
}

/** A stolen cookie is enough to try these, so each session has its own limit. */
function isConfirming(action: AuditAction): boolean {
  return action === "session.begin_confirmation" || action === "session.confirm";
}

const endings: readonly AuditAction[] = ["session.end", "session.end_own"];

/** What ends sessions is counted per session, so that a thief with a copied cookie can't use up what its owner needs. */
function toRecordedKey(actor: Actor, action: AuditAction): string {
  return endings.includes(action) ? `end ${toSessionKey(actor)}` : toPersonKey(actor);
}

export function toPersonKey(actor: Actor): string {
  return actor.session?.method === "sandbox" ? toSessionKey(actor) : actor.email.toLowerCase();
}

function toSessionKey({ session, id }: Actor): string {
  return session?.id ?? id;
}
