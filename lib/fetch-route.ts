import { AppError, type Failure, toUnreachable } from "./errors";

/**
 * GET, or POST if `body` is given. Client-safe.
 * @throws AppError with the route's Failure; `server_unreachable` without an answer
 */
export async function fetchRoute<T>(path: string, signal?: AbortSignal, body?: string): Promise<T> {
  const asked = body === undefined ? {} : { method: "POST", body };
  const headers = { accept: "application/json" };
  const response = await fetch(path, { headers, signal: signal ?? null, ...asked }).catch((cause) => {
    throw toUnreachable(cause);
  });
  const answer: unknown = await response.json().catch(() => null);
  // Sound: both ends of a route are typed by the same read model.
  if (response.ok) return answer as T;
  const failure = toFailure(answer);
  throw new AppError(failure.code, `${path} answered ${response.status}`, failure);
}

function toFailure(body: unknown): Failure {
  const isFailure = typeof body === "object" && body !== null && "code" in body;
  return isFailure ? (body as Failure) : { code: "internal" }; // Sound: routes fail with a Failure only.
}
