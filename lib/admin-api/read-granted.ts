import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { AppError } from "@/lib/errors";
import { readApi } from "./client";
import { toReadError } from "./translate";

/** Statuses by which the API says that this key or organization does not have a part of it. */
const refusals = [400, 403, 404];

/**
 * A read of a part of the API that not everybody has: a refusal is an answer there, and no word about the key.
 * @throws AppError as `readApi`
 */
export async function readGranted<T>(run: Parameters<typeof readApi<T>>[0]): Promise<T | AppError> {
  return readApi<T | AppError>((api, options) => run(api, options).catch(toRefusal));
}

function toRefusal(cause: unknown): AppError {
  if (cause instanceof Anthropic.APIError && refusals.includes(cause.status ?? 0)) return toReadError(cause);
  throw cause;
}
