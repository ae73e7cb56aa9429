import "server-only";
import type { z } from "zod";
import { readGranted } from "@/lib/admin-api/read-granted";
import { AppError } from "@/lib/errors";
import { type ActorCostRow, actorCostPage } from "./actor-answers";
import { addDays, type DayRange, listDays } from "./search-params";

const path = "/v1/organizations/analytics/cost";
const headers = { "anthropic-beta": "analytics-usage-cost-2026-08-24" };
const mostPages = 10_000;

type Page = z.infer<typeof actorCostPage>;

/**
 * The days of a window, oldest first, each as soon as it is whole; or what the API refused, if it refuses.
 * @throws AppError as `readApi`; conflict where the source was refreshed while it was paged through
 */
export async function* readActorCostDays(
  window: DayRange,
): AsyncGenerator<{ day: string; rows: ActorCostRow[] } | AppError> {
  const unseen = listDays(window);
  let rows: ActorCostRow[] = [];
  for await (const page of readPages(window)) {
    if (page instanceof AppError) return yield page;
    for (const found of page) {
      if (!unseen.includes(found.day)) throw new AppError("bad_answer", `${path} gave ${found.day} unasked`);
      for (; unseen[0] !== undefined && unseen[0] < found.day; rows = [])
        yield { day: unseen.shift() ?? found.day, rows };
      rows.push(found.row);
    }
  }
  for (const day of unseen) {
    yield { day, rows };
    rows = [];
  }
}

async function* readPages({ from, to }: DayRange): AsyncGenerator<Page["data"] | AppError> {
  const query = {
    starting_at: `${from}T00:00:00Z`,
    ending_at: `${addDays(to, 1)}T00:00:00Z`,
    time_bucket_width: "1d",
    group_by: ["actor", "api_key_id", "workspace_id"],
    order_by: "time",
    order: "asc",
    limit: 1000,
  };
  let cursor: string | undefined;
  for (let number = 1; number <= mostPages; number += 1) {
    const page = await readPage(cursor ? { ...query, page: cursor } : query);
    if (page instanceof AppError) return yield page;
    yield page.data;
    if (!page.has_more) return;
    if (!page.next_page || page.next_page === cursor)
      throw new AppError("bad_answer", `${path} does not page on`);
    cursor = page.next_page;
  }
  throw new AppError("bad_answer", `${path} has no end`);
}

async function readPage(query: Record<string, string | number | string[]>): Promise<Page | AppError> {
  const body = await readGranted((api, options) => api.get<unknown>(path, { ...options, headers, query }));
  if (body instanceof AppError) return body;
  const { data, error } = actorCostPage.safeParse(body);
  if (error) throw new AppError("bad_answer", `${path} answered in an unknown form`, { cause: error });
  return data;
}
