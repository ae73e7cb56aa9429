import "server-only";
import { headers } from "next/headers";
import { type AuditEntry, openEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { isSameOrigin } from "@/lib/core/auth/origin";
import { currentProgram } from "@/lib/core/auth/program";
import { type Actor, currentActor } from "@/lib/core/auth/session";
import { AppError, type ErrorCode, type Failure } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { toFailure } from "./failure";
import { isTooMuch } from "./input-size";
import { beginSubmit, keepAnswer, keepBeating } from "./operation";
import { returnTry, takeRecorded, takeTry } from "./session-limits";
import type { ActionResult } from "./unwrap";

type Call = { actor: Actor; name: AuditAction };
type Next<Data> = () => Promise<ActionResult<Data>>;

/** Whatever is thrown becomes the answer, so that what surrounds a step always gets one. */
export async function toAnswer<Data>(name: AuditAction, next: Next<Data>): Promise<ActionResult<Data>> {
  try {
    return await next();
  } catch (error) {
    return { serverError: toFailure(error, name) };
  }
}

/** Next compares `Origin` with a host that a client can forge; this doesn't. Programs send no cookie, so no site can use one. */
export async function refuseForeign(): Promise<void> {
  if (currentProgram() === undefined && !isSameOrigin(await headers()))
    throw new AppError("foreign_origin", "the Origin header is not ours");
}

/** Strangers stop here: the audit log names who acted and must not fill with unknown people. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) throw new AppError("unauthenticated", "nobody is signed in");
  return actor;
}

/** Before anything reads the whole input. The refusal is recorded without it. */
export async function refuseLarge({ actor, name }: Call, input: unknown): Promise<void> {
  if (!isTooMuch(input)) return;
  const entry = await openEntry({ actor, action: name, targetId: null, request: null });
  await entry.settle({ outcome: "failed", errorCode: "too_large" });
  throw new AppError("too_large", "the input has too many values");
}

/**
 * Runs each operation ID once. A second submit waits for the first and gets its answer, without its own audit line. A
 * misused ID is refused by the next steps: on record, and after a missing permission.
 */
export async function withOperation<Data>(
  { actor, name, input, operationId }: Call & { input: unknown; operationId: unknown },
  next: (misuse?: AppError) => Promise<ActionResult<Data>>,
): Promise<ActionResult<Data>> {
  if (operationId === undefined) return next();
  const begun = await beginSubmit<Data>(operationId, { email: actor.email, action: name, input });
  if (begun.kind === "misuse") return next(begun.refusal);
  if (begun.kind === "second") return begun.earlier;
  const stopBeating = keepBeating(begun.id);
  const result = await toAnswer(name, next).finally(stopBeating);
  await keepAnswer(begun.id, result);
  return result;
}

/** Records the intent before anything is checked or sent, so that refusals are recorded too. */
export async function withAudit<Data>(
  { actor, name, target, input }: Call & { target: string | null; input: unknown },
  next: (entry: AuditEntry) => Promise<ActionResult<Data>>,
): Promise<ActionResult<Data>> {
  const targetId = toTargetId(input, target);
  const entry = await openEntry({ actor, action: name, targetId, request: withoutRun(input) });
  const result = await toAnswer(name, () => next(entry));
  const failure = toFailureOf(result);
  if (!entry.isSettled)
    await settleFrom(entry, failure).catch((cause) => {
      // Even if the operation's log is gone, a failure is still the answer.
      if (!failure || !entry.isSettled) throw cause;
    });
  return result;
}

/** Takes `run` out of the input, because only a run says which entries are its own. */
function withoutRun(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("run" in input)) return input;
  const { run: _, ...rest } = input;
  return rest;
}

/** Runs before anything is stored about a write, so that writes in a loop can't fill the database. */
export async function withLimit<Data>({ actor, name }: Call, next: Next<Data>): Promise<ActionResult<Data>> {
  const waitMs = takeRecorded(actor, name) || (await takeTry(actor, name));
  if (waitMs > 0) return refuseMany(actor, name, waitMs);
  const result = await toAnswer(name, next);
  const failure = toFailureOf(result);
  if (!failure || !misuses.includes(failure.code)) await returnTry(actor, name);
  return result;
}

/** People who use the interface rarely see these; scripts that probe always do. */
const misuses: readonly ErrorCode[] = ["forbidden", "invalid", "not_found", "read_only", "too_large"];

export function toFailureOf({ serverError, validationErrors }: ActionResult<unknown>): Failure | undefined {
  return validationErrors ?? serverError;
}

type Refused = { count: number; sinceMs: number };
const aggregateMs = 60_000;

async function refuseMany(actor: Actor, action: AuditAction, waitMs: number): Promise<never> {
  const all = processSingleton("refused-writes", () => new Map<string, Refused>());
  const known = all.get(actor.email) ?? { count: 0, sinceMs: 0 };
  known.count += 1;
  all.set(actor.email, known);
  const now = Date.now();
  if (now - known.sinceMs >= aggregateMs) {
    const entry = await openEntry({ actor, action, targetId: null, request: null });
    const after = { refusedTries: known.count };
    await entry.settle({ outcome: "failed", errorCode: "too_many_requests", after });
    all.set(actor.email, { count: 0, sinceMs: now });
  }
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  throw new AppError("too_many_requests", "too many writes", { retryAfterSeconds });
}

async function settleFrom(entry: AuditEntry, failure: Failure | undefined): Promise<void> {
  if (!failure) return entry.settle({ outcome: "succeeded" });
  const { code, requestId } = failure;
  await entry.settle({ outcome: entry.isSent ? "unknown" : "failed", errorCode: code, requestId });
}

function toTargetId(input: unknown, key: string | null): string | null {
  if (key === null || typeof input !== "object" || input === null || !Object.hasOwn(input, key)) return null;
  const id: unknown = Reflect.get(input, key);
  if (typeof id !== "string") return null;
  // As it is stored, because the input isn't parsed yet.
  return key === "email" ? id.trim().toLowerCase() : id;
}
