import "server-only";
import { parseAsInteger } from "nuqs/server";
import { parseAsText } from "@/lib/core/address/search-params";
import { AppError } from "@/lib/core/errors/errors";
import type { JsonSchema } from "./endpoint";

const usualLimit = 100;
const largestLimit = 1_000;

/** What every list can be asked besides its filters. */
export const pageQuery = { limit: parseAsInteger, cursor: parseAsText };

export type Window = { limit: number; after: string | null };

/** @throws AppError invalid */
export function readWindow(search: URLSearchParams): Window {
  const text = search.get("limit") ?? String(usualLimit);
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > largestLimit)
    throw new AppError("invalid", "the limit is wrong", {
      fields: { limit: ["is a number from 1 to 1000"] },
    });
  const cursor = search.get("cursor");
  return { limit, after: cursor === null ? null : readCursor(cursor) };
}

/** The ID of the last row, so that what comes and goes meanwhile moves nothing. */
export function toCursor(id: string): string {
  return Buffer.from(id).toString("base64url");
}

function readCursor(text: string): string {
  const id = Buffer.from(text, "base64url").toString();
  if (text === "" || toCursor(id) !== text || id.includes("\0"))
    throw new AppError("invalid", "the cursor is wrong", {
      fields: { cursor: ["isn't one that was answered"] },
    });
  return id;
}

/** For lists that are read as a whole. */
export function toPage<Item>(
  items: readonly Item[],
  toId: (item: Item) => string,
  search: URLSearchParams,
): { data: Item[]; next: string | null; as_of: string } {
  const { limit, after } = readWindow(search);
  const isLater = (item: Item) => after === null || toId(item) > after;
  const sorted = items.filter(isLater).toSorted((one, other) => (toId(one) < toId(other) ? -1 : 1));
  const data = sorted.slice(0, limit);
  const last = data.at(-1);
  const next = last !== undefined && sorted.length > limit ? toCursor(toId(last)) : null;
  return { data, next, as_of: new Date().toISOString() };
}

export function toPageSchema(item: JsonSchema): JsonSchema {
  return {
    type: "object",
    required: ["data", "next", "as_of"],
    properties: {
      data: { type: "array", items: item },
      next: { type: ["string", "null"], description: "The cursor of the next page; null on the last one." },
      as_of: { type: "string", format: "date-time" },
    },
  };
}
