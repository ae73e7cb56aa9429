import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { AppError } from "@/lib/core/errors/errors";

/**
 * Whether the API responded as it does for a part that an organization doesn't have: 403, 404, or 400 with that code. A
 * rejected key (401), a rate limit, or a server error says nothing about the part.
 */
export function isAbsence({ cause, failure }: AppError): boolean {
  if (!(cause instanceof Anthropic.APIError)) return false;
  if (cause.status === 400) return failure.reason === "organization_type_not_supported";
  return cause.status === 403 || cause.status === 404;
}

/** A null refusal means that the API responded. */
export function toPartAnswer(refusal: AppError | null, probedAt: Date) {
  return {
    isGranted: refusal === null,
    errorCode: refusal?.code ?? null,
    requestId: refusal?.failure.requestId ?? null,
    isAbsence: refusal !== null && isAbsence(refusal),
    probedAt,
  };
}
