import "server-only";
import { headers } from "next/headers";
import { createMiddleware, type MiddlewareResult } from "next-safe-action";
import { type AuditEntry, openEntry } from "@/lib/audit/entry";
import type { AuditAction } from "@/lib/audit/vocabulary";
import { isSameOrigin } from "@/lib/auth/origin";
import { type Actor, currentActor } from "@/lib/auth/session";
import { AppError, type Failure } from "@/lib/errors";

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
  if (!entry.isSettled) await settleFrom(entry, result);
  return result;
});

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
