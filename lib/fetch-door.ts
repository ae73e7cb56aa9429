import { AppError, type Failure } from "@/lib/errors";

/**
 * Reads a GET door of this server. Client-safe.
 * @throws AppError with the door's Failure; `api_unreachable` where this server does not answer
 */
export async function fetchDoor<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { headers: { accept: "application/json" }, signal: signal ?? null });
  const body: unknown = await response.json().catch(() => null);
  // Sound: both ends of a door are typed by the same read model.
  if (response.ok) return body as T;
  const failure = toFailure(body);
  throw new AppError(failure.code, `${path} answered ${response.status}`, failure);
}

function toFailure(body: unknown): Failure {
  const isFailure = typeof body === "object" && body !== null && "code" in body;
  return isFailure ? (body as Failure) : { code: "internal" }; // Sound: doors fail with a Failure only.
}
