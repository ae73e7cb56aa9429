import "server-only";

const typeByStatus: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

export type ProblemDetails = { error_code: string } & Record<string, string>;

export class Problem extends Error {
  override name = "Problem";
  constructor(
    readonly status: number,
    message: string,
    readonly details?: ProblemDetails,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The connection dies without an answer: `fetch` rejects in process, and the socket closes over HTTP. */
export class ConnectionCut extends Error {
  override name = "ConnectionCut";
}

export function toInvalid(message: string, errorCode?: string): Problem {
  return new Problem(400, message, errorCode ? { error_code: errorCode } : undefined);
}

export function toNotFound(what: string): Problem {
  return new Problem(404, `${what} not found.`);
}

export function toErrorResponse(problem: Problem, requestId: string): Response {
  const type =
    typeByStatus[problem.status] ?? (problem.status >= 500 ? "api_error" : "invalid_request_error");
  const error = {
    type,
    message: problem.message,
    ...(problem.details && { details: problem.details }),
  };
  return Response.json(
    { type: "error", error, request_id: requestId },
    { status: problem.status, headers: problem.headers },
  );
}
