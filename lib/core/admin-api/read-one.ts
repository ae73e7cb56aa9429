import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import type { z } from "zod";
import { AppError } from "@/lib/core/errors/errors";
import { readApi, writeApi } from "./client";
import type { Seen } from "./list-all";

export async function readOne<T>(
  schema: z.ZodType<T>,
  run: (api: Anthropic, options: { maxRetries: number }) => Promise<unknown>,
): Promise<Seen<T> | null> {
  const seenAt = new Date().toISOString();
  try {
    return { ...(await readApi(async (api, options) => schema.parse(await run(api, options)))), seenAt };
  } catch (cause) {
    if (cause instanceof AppError && cause.code === "not_found") return null;
    throw cause;
  }
}

export async function writeOne<T>(
  schema: z.ZodType<T>,
  run: (api: Anthropic) => Promise<unknown>,
): Promise<Seen<T>> {
  const answer = await writeApi(async (api) => schema.parse(await run(api)));
  return { ...answer, seenAt: toAnsweredAt() };
}

/** Rounded up, so that a page requested earlier in the same millisecond never overwrites the write. */
export function toAnsweredAt(): string {
  return new Date(Date.now() + 1).toISOString();
}
