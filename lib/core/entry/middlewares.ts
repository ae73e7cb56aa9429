import "server-only";
import { headers } from "next/headers";
import { createMiddleware, type MiddlewareResult } from "next-safe-action";
import { type AuditEntry, openEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { isSameOrigin } from "@/lib/core/auth/origin";
import { type Actor, currentActor } from "@/lib/core/auth/session";
import { AppError, type ErrorCode, type Failure } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { isTooMuch } from "./input-size";
import { beginOperation, keepAnswer, keepBeating, Submit } from "./operation";
import { returnTry, takeRecorded, takeTry } from "./session-limits";
import type { ActionResult } from "./unwrap";

type Metadata = { name: AuditAction; target: string | null };

/** Next compares `Origin` with a host that a client can forge; this doesn't. */
export const withSameOrigin = createMiddleware<{ serverError: Failure }>().define(async ({ next }) => {
  if (!isSameOrigin(await headers())) throw new AppError("foreign_origin", "the Origin header is not ours");
  return next();
});

/** Strangers stop here: the audit log names who acted and must not fill with unknown people. */
export const withActor = createMiddleware<{ serverError: Failure }>().define(async ({ next }) => {
  const actor = await currentActor();
  if (!actor) throw new AppError("unauthenticated", "nobody is signed in");
  return next({ ctx: { actor } });
});

/** Before anything reads the whole input. The refusal is recorded without it. */
export const withSmallInput = createMiddleware<{
  serverError: Failure;
  ctx: { actor: Actor };
  metadata: Metadata;
}>().define(async ({ ctx: { actor }, metadata: { name }, clientInput, next }) => {
  if (!isTooMuch(clientInput)) return next();
  const entry = await openEntry({ actor, action: name, targetId: null, request: null });
  await entry.settle({ outcome: "failed", errorCode: "too_large" });
  throw new AppError("too_large", "the input has too many values");
});

/**
 * Runs each operation ID once. A second submit waits for the first and gets its answer, without its own audit line; a
 * misused ID is refused on record.
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

function toAnswer(result: MiddlewareResult<Failure, object>): ActionResult<unknown> {
  const { validationErrors, serverError, data } = result;
  if (validationErrors) return { validationErrors };
  return serverError ? { serverError } : { data };
}

/** Runs after audit and permit, so that the refusal is recorded and a missing permission is reported first. */
export const withoutMisuse = createMiddleware<{
  serverError: Failure;
  ctx: { misuse?: AppError };
}>().define(async ({ ctx, next }) => {
  if (ctx.misuse) throw ctx.misuse;
  return next();
});

/** Records the intent before anything is checked or sent, so that refusals are recorded too. */
export const withAudit = createMiddleware<{
  serverError: Failure;
  ctx: { actor: Actor };
  metadata: Metadata;
}>().define(async ({ ctx, metadata, clientInput, next }) => {
  const { name, target } = metadata;
  const targetId = toTargetId(clientInput, target);
  const request = withoutRun(clientInput);
  const entry = await openEntry({ actor: ctx.actor, action: name, targetId, request });
  const result = await next({ ctx: { entry } });
  if (!entry.isSettled)
    await settleFrom(entry, result).catch((cause) => {
      // Even if the operation's log is gone, a failure is still the answer.
      if (result.success || !entry.isSettled) throw cause;
    });
  return result;
});

/** Takes `run` out of the input, because only a run says which entries are its own. */
function withoutRun(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("run" in input)) return input;
  const { run: _, ...rest } = input;
  return rest;
}

/** Runs before anything is stored about a write, so that writes in a loop can't fill the database. */
export const withLimit = createMiddleware<{
  serverError: Failure;
  ctx: { actor: Actor };
  metadata: Metadata;
}>().define(async ({ ctx: { actor }, metadata: { name }, next }) => {
  const waitMs = takeRecorded(actor, name) || (await takeTry(actor, name));
  if (waitMs > 0) return refuseMany(actor, name, waitMs);
  const result = await next();
  if (!isMisuse(result)) await returnTry(actor, name);
  return result;
});

/** People who use the interface rarely see these; scripts that probe always do. */
const misuses: readonly ErrorCode[] = ["forbidden", "invalid", "not_found", "read_only", "too_large"];

function isMisuse({ serverError, validationErrors }: MiddlewareResult<Failure, object>): boolean {
  const failure: Failure | undefined = validationErrors ?? serverError;
  return failure !== undefined && misuses.includes(failure.code);
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
