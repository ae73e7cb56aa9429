import "server-only";
import { randomUUID } from "node:crypto";
import { toStoreError } from "@/lib/db/failure";
import { AppError, type Failure, toHttpStatus } from "@/lib/errors";
import { log } from "@/lib/log";

/** The log gets everything; the browser gets a code and an ID to quote. */
export function toFailure(caught: unknown, where: string, ourId: string = randomUUID()): Failure {
  const error = toStoreError(caught) ?? caught;
  if (!(error instanceof AppError)) {
    log.error({ err: error, where, requestId: ourId }, "internal error");
    return { code: "internal", requestId: ourId };
  }
  const isOurs = toHttpStatus(error.code) >= 500;
  log[isOurs ? "warn" : "info"]({ err: error, failure: error.failure, where, requestId: ourId }, "refused");
  return { ...error.failure, requestId: error.failure.requestId ?? ourId };
}
