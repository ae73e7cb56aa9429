import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { AppError } from "@/lib/errors";

/**
 * Whether the API answered as it does for a part that an organization does not have: 403, 404, or 400 with the code
 * for it. A rejected key (401), a limit, and a fault of the server say nothing about the part.
 */
export function isAbsence({ cause, failure }: AppError): boolean {
  if (!(cause instanceof Anthropic.APIError)) return false;
  if (cause.status === 400) return failure.reason === "organization_type_not_supported";
  return cause.status === 403 || cause.status === 404;
}

/** What a part of the API answered, as the store keeps it; a refusal of null is that it answered. */
export function toPartAnswer(refusal: AppError | null, probedAt: Date) {
  return {
    isGranted: refusal === null,
    errorCode: refusal?.code ?? null,
    requestId: refusal?.failure.requestId ?? null,
    isAbsence: refusal !== null && isAbsence(refusal),
    probedAt,
  };
}
