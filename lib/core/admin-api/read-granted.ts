import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { AppError } from "@/lib/core/errors/errors";
import { readApi } from "./client";
import { toReadError } from "./translate";

/** Statuses that mean this key or organization doesn't have the part. */
const refusals = [400, 403, 404];

/**
 * For parts that not everyone has: a refusal is a valid answer there and says nothing about the key.
 * @throws AppError as `readApi`
 */
export async function readGranted<T>(run: Parameters<typeof readApi<T>>[0]): Promise<T | AppError> {
  return readApi<T | AppError>((api, options) => run(api, options).catch(toRefusal));
}

function toRefusal(cause: unknown): AppError {
  if (cause instanceof Anthropic.APIError && refusals.includes(cause.status ?? 0)) return toReadError(cause);
  throw cause;
}
