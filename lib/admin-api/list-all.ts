import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { readManyRows, readRows, type UnreadableRow } from "@/lib/unreadable-row";
import { readApi } from "./client";

/** What the API told, and when that was true at the earliest or, for the answer of a write, at the latest. */
export type Seen<T> = T & { seenAt: string };

/** A listing from end to end; what could not be read of it is there all the same, and must not be taken for gone. */
export type Listing<T> = { rows: Seen<T>[]; unreadable: UnreadableRow[] };

export type PageQuery = { limit: number; after_id?: string };
type Options = { maxRetries: number; signal?: AbortSignal };
type FetchPage = (api: Anthropic, query: PageQuery, options: Options) => { asResponse(): Promise<Response> };

const pageSize = 1000;
const mostPages = 1000;
/** Strict on purpose: an odd item costs itself, but a page without `data` must not read as an empty organization. */
const idPage = z.looseObject({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
});

/**
 * Every item of an ID-cursor listing, each with the instant at which the request for its page was sent. `key` lists the
 * fields that name an item. One that vanishes may take the cursor with it, and a cursor may expire; the listing then
 * starts again, once.
 */
export async function listAll<T>(
  item: z.ZodType<T>,
  fetchPage: FetchPage,
  { signal, key = ["id"] }: { signal?: AbortSignal | undefined; key?: readonly string[] } = {},
): Promise<Listing<T>> {
  const walk = new Walk(item, fetchPage, key, signal);
  try {
    return await walk.run();
  } catch (cause) {
    if (!walk.isCursorLost(cause)) throw cause;
    return new Walk(item, fetchPage, key, signal).run();
  }
}

/** The one page of a query that finds few. The SDK takes a page without `data` for an empty one; this does not. */
export async function listPage<T>(
  item: z.ZodType<T>,
  fetchPage: (api: Anthropic, options: Options) => { asResponse(): Promise<Response> },
): Promise<Seen<T>[]> {
  const seenAt = new Date().toISOString();
  const { data } = await readApi(async (api, options) => {
    const response = await fetchPage(api, options).asResponse();
    return idPage.parse(await response.json());
  });
  return readRows(item, data).rows.map((row) => ({ ...row, seenAt }));
}

class Walk<T> {
  #cursor: string | undefined;

  constructor(
    private readonly item: z.ZodType<T>,
    private readonly fetchPage: FetchPage,
    private readonly key: readonly string[],
    private readonly signal: AbortSignal | undefined,
  ) {}

  async run(): Promise<Listing<T>> {
    const found: Listing<T> = { rows: [], unreadable: [] };
    for (let pages = 0; pages < mostPages; pages++) {
      const seenAt = new Date().toISOString();
      const page = await this.#readPage();
      const { rows, unreadable } = await readManyRows(this.item, page.data, this.key);
      for (const row of rows) found.rows.push({ ...row, seenAt });
      found.unreadable.push(...unreadable);
      if (!page.has_more || page.data.length === 0) return found;
      if (!page.last_id || page.last_id === this.#cursor) break;
      this.#cursor = page.last_id;
    }
    // A listing cut short would read as people who left.
    throw new AppError("bad_answer", "the listing does not come to an end");
  }

  isCursorLost(cause: unknown): boolean {
    if (this.#cursor === undefined || !(cause instanceof AppError)) return false;
    return cause.code === "refused" || cause.code === "conflict";
  }

  async #readPage() {
    this.signal?.throwIfAborted();
    return readApi(async (api, options) => {
      const query = { limit: pageSize, ...(this.#cursor && { after_id: this.#cursor }) };
      const response = await this.fetchPage(api, query, {
        ...options,
        // A signal of its own: the SDK never takes its listener off again.
        ...(this.signal && { signal: AbortSignal.any([this.signal]) }),
      }).asResponse();
      return idPage.parse(await response.json());
    });
  }
}
