import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { AppError } from "@/lib/core/errors/errors";
import { readManyRows, readRows, type UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { readApi } from "./client";

/** `seenAt` is the earliest time at which a listed object was current, or the latest for a write's answer. */
export type Seen<T> = T & { seenAt: string };

/** Unreadable rows still exist and must not be treated as gone. `requestIds` names the answers that it was read from. */
export type Listing<T> = { rows: Seen<T>[]; unreadable: UnreadableRow[]; requestIds: string[] };

export type PageQuery = { limit: number; after_id?: string };
type Options = { maxRetries: number; signal?: AbortSignal };
type FetchPage = (api: Anthropic, query: PageQuery, options: Options) => { asResponse(): Promise<Response> };

const pageSize = 1000;
const maxPages = 1000;
/**
 * Strict on purpose: an odd item affects only itself, but a page without `data` must not read as an empty organization.
 */
const idPage = z.looseObject({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
});

/**
 * Lists every item, each with the time its page was requested. `key` names the fields that identify an item. A removed
 * item may invalidate the cursor, and a cursor may expire; the listing then restarts once.
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

/** For queries with few results. The SDK treats a page without `data` as empty; this refuses it. */
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
  readonly #cursors = new Set<string>();

  constructor(
    private readonly item: z.ZodType<T>,
    private readonly fetchPage: FetchPage,
    private readonly key: readonly string[],
    private readonly signal: AbortSignal | undefined,
  ) {}

  async run(): Promise<Listing<T>> {
    const found: Listing<T> = { rows: [], unreadable: [], requestIds: [] };
    for (let pages = 0; pages < maxPages; pages++) {
      const seenAt = new Date().toISOString();
      const { page, requestId } = await this.#readPage();
      if (requestId) found.requestIds.push(requestId);
      const { rows, unreadable } = await readManyRows(this.item, page.data, this.key);
      for (const row of rows) found.rows.push({ ...row, seenAt });
      found.unreadable.push(...unreadable);
      if (!page.has_more || this.#isPastEnd(page)) return found;
      if (!page.last_id || this.#cursors.has(page.last_id)) break;
      this.#cursor = page.last_id;
      this.#cursors.add(page.last_id);
    }
    // A truncated listing would look like people who left.
    throw new AppError("bad_answer", "the listing does not come to an end");
  }

  /** The last page may claim that there is more; the empty one after it is then the end. Without any item, nothing is known. */
  #isPastEnd({ data, last_id }: z.infer<typeof idPage>): boolean {
    return this.#cursor !== undefined && data.length === 0 && (!last_id || this.#cursors.has(last_id));
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
        // Uses its own signal, because the SDK never removes its listener.
        ...(this.signal && { signal: AbortSignal.any([this.signal]) }),
      }).asResponse();
      const requestId = response.headers.get("request-id");
      return { page: idPage.parse(await response.json()), requestId };
    });
  }
}
