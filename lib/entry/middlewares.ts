import "server-only";
import { headers } from "next/headers";
import { createMiddleware, type MiddlewareResult } from "next-safe-action";
import { type AuditEntry, openEntry } from "@/lib/audit/entry";
import type { AuditAction } from "@/lib/audit/vocabulary";
import { isSameOrigin } from "@/lib/auth/origin";
import { type Actor, currentActor } from "@/lib/auth/session";
import { AppError, type ErrorCode, type Failure } from "@/lib/errors";
import { once } from "@/lib/once";
import { beginOperation, keepAnswer, keepBeating, Submit } from "./operation";
import { returnTry, takeTry } from "./session-limits";
import type { ActionResult } from "./unwrap";

type Metadata = { name: AuditAction; target: string | null };

/** Next compares `Origin` with a host that a client can forge; this does not. */
export const withSameOrigin = createMiddleware<{ serverError: Failure }>().define(async ({ next }) => {
  if (!isSameOrigin(await headers())) throw new AppError("foreign_origin", "the Origin header is not ours");
  return next();
});

/** Strangers are turned away here: the audit log names who acted, and must not grow by people it cannot name. */
export const withActor = createMiddleware<{ serverError: Failure }>().define(async ({ next }) => {
  const actor = await currentActor();
  if (!actor) throw new AppError("unauthenticated", "nobody is signed in");
  return next({ ctx: { actor } });
});

/**
 * Does what was asked once for each operation id. A second submit waits for the first and gets its answer, without a
 * line of its own in the log; a misused id is refused on record.
 */
export const withOperation = createMiddleware<{
  serverError: Failure;
  ctx: { actor: Actor };
  metadata: Metadata;
}>().define(async ({ ctx, metadata, clientInput, bindArgsClientInputs: [submit], next }) => {
  if (!(submit instanceof Submit) || submit.operationId === undefined) return next();
  const begun = await beginOperation(submit, {
    email: ctx.actor.email,
    action: metadata.name,
    input: clientInput,
  });
  if (begun.kind === "misuse") return next({ ctx: { misuse: begun.refusal } });
  if (begun.kind === "second") {
    submit.earlier = begun.earlier;
    return { success: true };
  }
  const stopBeating = keepBeating(begun.id);
  const result = await next().finally(stopBeating);
  await keepAnswer(begun.id, toAnswer(result));
  return result;
});

/** As next-safe-action makes it of what its chain found. */
function toAnswer(result: MiddlewareResult<Failure, object>): ActionResult<unknown> {
  const { validationErrors, serverError, data } = result;
  if (validationErrors) return { validationErrors };
  return serverError ? { serverError } : { data };
}

/** Stands behind the log and the permit: the refusal is on record, and a missing right is told first. */
export const withoutMisuse = createMiddleware<{
  serverError: Failure;
  ctx: { misuse?: AppError };
}>().define(async ({ ctx, next }) => {
  if (ctx.misuse) throw ctx.misuse;
  return next();
});

/** Records the intent before anything is checked or sent, so that refusals are on record as well. */
export const withAudit = createMiddleware<{
  serverError: Failure;
  ctx: { actor: Actor };
  metadata: Metadata;
}>().define(async ({ ctx, metadata, clientInput, next }) => {
  const { name, target } = metadata;
  const targetId = toTargetId(clientInput, target);
  const entry = await openEntry({ actor: ctx.actor, action: name, targetId, request: clientInput });
  const result = await next({ ctx: { entry } });
  if (!entry.isSettled)
    await settleFrom(entry, result).catch((cause) => {
      // Where the log of the act is gone, a failure is still the answer.
      if (result.success || !entry.isSettled) throw cause;
    });
  return result;
});

/** Stands before whatever the store keeps of a write, so that refused ones do not fill it. */
export const withLimit = createMiddleware<{
  serverError: Failure;
  ctx: { actor: Actor };
  metadata: Metadata;
}>().define(async ({ ctx: { actor }, metadata: { name }, next }) => {
  const waitMs = await takeTry(actor, name);
  if (waitMs > 0) return refuseMany(actor, name, waitMs);
  const result = await next();
  if (!isMisuse(result)) await returnTry(actor, name);
  return result;
});

/** What a person who goes by the screens meets rarely, and a script that tries doors meets always. */
const misuses: readonly ErrorCode[] = ["forbidden", "invalid", "not_found", "read_only", "too_large"];

function isMisuse({ serverError, validationErrors }: MiddlewareResult<Failure, object>): boolean {
  const failure: Failure | undefined = validationErrors ?? serverError;
  return failure !== undefined && misuses.includes(failure.code);
}

type Refused = { count: number; sinceMs: number };
const aggregateMs = 60_000;

/** Whoever tries on and on gets one line a minute, which counts the tries since the one before. */
async function refuseMany(actor: Actor, action: AuditAction, waitMs: number): Promise<never> {
  const all = once("refused-writes", () => new Map<string, Refused>());
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
  throw new AppError("too_many_requests", "too many refused writes", { retryAfterSeconds });
}

/** For what did not settle itself: refusals, wrong input, errors before or after the sending, plain successes. */
async function settleFrom(entry: AuditEntry, result: MiddlewareResult<Failure, object>): Promise<void> {
  const failure: Failure | undefined = result.validationErrors ?? result.serverError;
  if (!failure && result.success) return entry.settle({ outcome: "succeeded" });
  const { code, requestId } = failure ?? { code: "internal" };
  await entry.settle({ outcome: entry.isSent ? "unknown" : "failed", errorCode: code, requestId });
}

function toTargetId(input: unknown, key: string | null): string | null {
  if (key === null || typeof input !== "object" || input === null || !Object.hasOwn(input, key)) return null;
  const id: unknown = Reflect.get(input, key);
  return typeof id === "string" ? id : null;
}
