import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { readApi } from "./client";

/** What the API told, and when that was true at the earliest or, for the answer of a write, at the latest. */
export type Seen<T> = T & { seenAt: string };

export type PageQuery = { limit: number; after_id?: string };
type Options = { maxRetries: number; signal?: AbortSignal };
type FetchPage = (api: Anthropic, query: PageQuery, options: Options) => { asResponse(): Promise<Response> };

const pageSize = 1000;
const mostPages = 1000;
/** Strict on purpose: a page without `data` must not read as an empty organisation. */
const idPage = z.looseObject({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
});

/**
 * Every item of an ID-cursor listing, each with the instant at which the request for its page was sent.
 * An item that vanishes may take the cursor with it; the listing then starts again, once.
 */
export async function listAll<T>(
  item: z.ZodType<T>,
  fetchPage: FetchPage,
  signal?: AbortSignal,
): Promise<Seen<T>[]> {
  const walk = new Walk(item, fetchPage, signal);
  try {
    return await walk.run();
  } catch (cause) {
    if (!walk.isCursorLost(cause)) throw cause;
    return new Walk(item, fetchPage, signal).run();
  }
}

class Walk<T> {
  #cursor: string | undefined;

  constructor(
    private readonly item: z.ZodType<T>,
    private readonly fetchPage: FetchPage,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async run(): Promise<Seen<T>[]> {
    const found: Seen<T>[] = [];
    for (let pages = 0; pages < mostPages; pages++) {
      const seenAt = new Date().toISOString();
      const page = await this.#readPage();
      for (const item of page.data) found.push({ ...item, seenAt });
      if (!page.has_more || page.data.length === 0) return found;
      if (!page.last_id || page.last_id === this.#cursor) break;
      this.#cursor = page.last_id;
    }
    // A listing cut short would read as people who left.
    throw new AppError("bad_answer", "the listing does not come to an end");
  }

  isCursorLost(cause: unknown): boolean {
    return this.#cursor !== undefined && cause instanceof AppError && cause.code === "refused";
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
      const page = idPage.parse(await response.json());
      return { ...page, data: z.array(this.item).parse(page.data) };
    });
  }
}
