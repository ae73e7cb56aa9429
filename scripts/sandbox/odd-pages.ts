import type { Context } from "hono";
import { formatCursor } from "@/lib/sandbox/paging";
import { changeJson } from "./change-json";

type Bucket = { starting_at: string; results: unknown[] };
type Page = { data: Bucket[] };

export function keepOneBucket(context: Context, response: Response): Promise<Response> {
  return changePage(response, (page) => {
    const [first, second] = page.data;
    if (!first || !second) return page;
    const next_page = formatCursor(context, { at: Date.parse(second.starting_at), stamp: 0 });
    return { ...page, data: [first], has_more: true, next_page };
  });
}

export function reverseBuckets(response: Response): Promise<Response> {
  return changePage(response, (page) => ({ ...page, data: page.data.toReversed() }));
}

function changePage(response: Response, change: (page: Page) => Page): Promise<Response> {
  return changeJson(response, (body) => (isPage(body) ? change(body) : body));
}

function isPage(body: unknown): body is Page {
  if (typeof body !== "object" || body === null || !("data" in body) || !Array.isArray(body.data))
    return false;
  return body.data.length > 0 && body.data.every((each) => Array.isArray(each?.results));
}
