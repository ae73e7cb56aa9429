import type { RefusalReason } from "./refusal-reasons";

/** Every code that a person may see a sentence of, with the status of a route that answers with it. */
const httpStatus = {
  unauthenticated: 401,
  forbidden: 403,
  foreign_origin: 403,
  step_up_required: 403,
  read_only: 403,
  invalid: 400,
  too_large: 413,
  not_found: 404,
  not_available: 404,
  conflict: 409,
  refused: 422,
  key_rejected: 502,
  too_many_requests: 429,
  rate_limited: 429,
  server_unreachable: 503,
  api_unreachable: 502,
  api_failed: 502,
  bad_answer: 502,
  outcome_unknown: 504,
  store_unavailable: 503,
  organization_unproven: 503,
  standing_unknown: 503,
  directory_stale: 503,
  internal: 500,
  submit_unanswered: 503,
  page_outdated: 409,
} as const;

export type ErrorCode = keyof typeof httpStatus;
// Sound: the keys of a literal of ours.
export const errorCodes = Object.keys(httpStatus) as ErrorCode[];

/** Contains no vendor or database text, only codes and the request ID to quote. */
export type Failure = {
  code: ErrorCode;
  reason?: RefusalReason | undefined;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  fields?: Record<string, string[]> | undefined;
};

type Unsent = { cause?: unknown; lacks?: string };

const mark = Symbol.for("castellan.app-error");

export class AppError extends Error {
  override name = "AppError";
  readonly [mark] = true;
  readonly code: ErrorCode;
  readonly failure: Failure;
  /** The permission that a person would need. */
  readonly lacks: string | undefined;

  /** `message` is for the log; people read the sentence of `code`. */
  constructor(code: ErrorCode, message: string, more: Omit<Failure, "code"> & Unsent = {}) {
    const { cause, lacks, ...rest } = more;
    super(message, { cause });
    this.code = code;
    this.lacks = lacks;
    this.failure = { code, ...rest };
  }

  /**
   * Compares a mark: Next bundles pages, actions, and routes separately, each with its own class, and errors cross
   * over.
   */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === "object" && value !== null && mark in value;
  }
}

/** For what a browser's `fetch` throws if there is no answer. What was submitted can be repeated safely, and says so. */
export function toUnreachable(
  cause: unknown,
  code: "server_unreachable" | "submit_unanswered" = "server_unreachable",
): unknown {
  return cause instanceof TypeError ? new AppError(code, "the server did not answer", { cause }) : cause;
}

export function toHttpStatus(code: ErrorCode): number {
  return httpStatus[code];
}
