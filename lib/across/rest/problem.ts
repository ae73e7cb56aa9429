import "server-only";
import { STATUS_CODES } from "node:http";
import { type Failure, toHttpStatus } from "@/lib/core/errors/errors";
import en from "@/messages/en.json";

/** Where programs expect another status than browsers get. */
const statuses: Partial<Record<Failure["code"], number>> = { outcome_unknown: 502 };
const contentType = "application/problem+json";

export type Headers = Readonly<Record<string, string>>;

/** RFC 9457, with the codes that browsers get. */
export function toProblem({ code, reason, fields, requestId, retryAfterSeconds }: Failure, headers: Headers) {
  const status = reason === "reused_key" ? 422 : (statuses[code] ?? toHttpStatus(code));
  const body = {
    type: `urn:castellan:problem:${code}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    code,
    detail: reason ? en.reasons[reason] : sentenceOf(code),
    ...(reason && { reason }),
    ...(fields && { fields }),
    request_id: requestId ?? headers["x-request-id"],
  };
  return Response.json(body, {
    status,
    headers: {
      ...headers,
      "content-type": contentType,
      ...(status === 401 && { "www-authenticate": "Bearer" }),
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    },
  });
}

function sentenceOf(code: Failure["code"]): string {
  if (code === "unauthenticated") return "Send a valid access token: Authorization: Bearer cst_…";
  if (code === "forbidden") return "The token’s scopes, or its owner’s role, don’t allow this.";
  if (code === "not_found") return "This doesn’t exist, or the token may not see it.";
  return en.errors[code];
}
