import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { ZodError } from "zod";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { toRefusalReason } from "@/lib/core/errors/refusal-reasons";

const codeOfStatus: Record<number, ErrorCode> = {
  400: "refused",
  401: "key_rejected",
  402: "refused",
  403: "key_rejected",
  404: "not_found",
  409: "conflict",
  410: "conflict",
  413: "refused",
  429: "rate_limited",
};

export function toReadError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  // The SDK wraps errors thrown while it asked for the key.
  if (cause instanceof Error && cause.cause instanceof AppError) return cause.cause;
  if (cause instanceof Anthropic.APIConnectionError)
    return new AppError("api_unreachable", "the API did not answer", { cause });
  if (cause instanceof Anthropic.APIError && cause.status !== undefined)
    return fromAnswer(cause, cause.status);
  return new AppError("bad_answer", `the API's answer could not be read${toPlace(cause)}`, { cause });
}

/** Names the unexpected field, never its value. */
function toPlace(cause: unknown): string {
  if (!(cause instanceof ZodError)) return "";
  const [issue] = cause.issues;
  return issue ? ` (${issue.path.join(".")}: ${issue.code})` : "";
}

/** Like `toReadError`, but a 403 is a refusal that says nothing about the key. */
export function toOptionalReadError(cause: unknown): AppError {
  const error = toReadError(cause);
  if (!(cause instanceof Anthropic.APIError) || cause.status !== 403) return error;
  const { reason, requestId } = error.failure;
  return new AppError("refused", error.message, { cause, reason, requestId });
}

/** Like `toReadError`, but `outcome_unknown` if the change may have happened. */
export function toWriteError(cause: unknown): AppError {
  const error = toReadError(cause);
  const isLost = ["api_unreachable", "api_failed", "bad_answer"].includes(error.code);
  if (!isLost) return error;
  const { reason, requestId } = error.failure;
  return new AppError("outcome_unknown", error.message, { cause: error, reason, requestId });
}

function fromAnswer(answer: InstanceType<typeof Anthropic.APIError>, status: number): AppError {
  const retryAfter = Number(answer.headers?.get("retry-after"));
  return new AppError(toCode(answer, status), `${status} ${answer.apiMessage ?? "without a message"}`, {
    cause: answer,
    reason: toRefusalReason(answer.errorCode),
    requestId: answer.requestID ?? toBodyRequestId(answer.error),
    ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
  });
}

function toCode(answer: InstanceType<typeof Anthropic.APIError>, status: number): ErrorCode {
  // A redirect comes from something in between.
  if (status < 400) return "bad_answer";
  // A 403 with a cause is a rule of the organization; a bare one means that the key isn't allowed to do this.
  if (status === 403 && answer.errorCode) return "refused";
  return codeOfStatus[status] ?? (status >= 500 ? "api_failed" : "refused");
}

function toBodyRequestId(body: unknown): string | undefined {
  const id = typeof body === "object" && body && "request_id" in body ? body.request_id : undefined;
  return typeof id === "string" ? id : undefined;
}
