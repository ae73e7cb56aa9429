import "server-only";
import { randomUUID } from "node:crypto";
import type { Refused } from "@/lib/core/auth/refused-reads";
import { toStoreError, toTextError } from "@/lib/core/db/failure";
import { AppError, type Failure } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { isExpected, toReason } from "@/lib/core/log/logged-error";

/** The log gets the reason; the browser gets a code and an ID to quote. */
export function toFailure(
  caught: unknown,
  where: string,
  ourId: string = randomUUID(),
  who?: Refused,
): Failure {
  const error = toStoreError(caught) ?? toTextError(caught) ?? caught;
  if (!(error instanceof AppError)) {
    log.error({ err: error, where, requestId: ourId }, "internal error");
    return { code: "internal", requestId: ourId };
  }
  const facts = { failure: error.failure, where, requestId: ourId, ...who };
  // Anyone can cause a refusal any number of times, and where in the code it happens says nothing.
  if (isExpected(error)) log.info({ ...facts, why: toReason(error) }, "refused");
  else log.warn({ ...facts, err: error }, "refused");
  return { ...error.failure, requestId: error.failure.requestId ?? ourId };
}
