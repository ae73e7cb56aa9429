import "server-only";
import { z } from "zod";
import { readGranted } from "@/lib/admin-api/read-granted";
import { addDays, type DayRange, listDays } from "@/lib/calendar";
import { AppError } from "@/lib/errors";
import { readRows, rowsOfSlice, type UnreadableRow } from "@/lib/unreadable-row";
import { yieldThread } from "@/lib/yield-thread";
import { readStart } from "./bucket";
import { reportPage, text, utcDay } from "./response-schema";

const headers = { "anthropic-beta": "analytics-usage-cost-2026-08-24" };
const maxPages = 10_000;
export const analyticsPageRows = 1000;

/**
 * Null means that no export covers the range yet, so no rows doesn't mean zero; a time is how far rows are complete.
 */
const analyticsPage = reportPage.extend({
  data_refreshed_at: z.iso.datetime({ offset: true }).nullish(),
  organization_id: text.nullish(),
});
type Page = z.infer<typeof analyticsPage>;

type Question<Row> = {
  path: string;
  groups: readonly string[];
  row: z.ZodType<{ day: string; row: Row }>;
  /** As the API writes it; without it, everything that the key reads. */
  organizationId?: string | undefined;
};

/** Null for a day that the source doesn't know yet. `completeUntil`: how far the source is exported, if it says so. */
export type AnalyticsDay<Row> = {
  day: string;
  rows: Row[] | null;
  unreadable: UnreadableRow[];
  completeUntil: Date | undefined;
  /** The organization that the source thinks our key belongs to. */
  organizationId: string | undefined;
};

/**
 * Yields days oldest first, each once complete, or the API's refusal. Rows are ordered by time: one with an unreadable
 * day belongs to the day before the next readable one, or to that day.
 * @throws AppError as `readApi`; conflict if the source was refreshed while paging
 */
export async function* readAnalyticsDays<Row>(
  question: Question<Row>,
  window: DayRange,
): AsyncGenerator<AnalyticsDay<Row> | AppError> {
  let completeUntil: Date | undefined;
  let isExported = true;
  let organizationId: string | undefined;
  const unseen = listDays(window);
  let open: { rows: Row[]; unreadable: UnreadableRow[] } = { rows: [], unreadable: [] };
  let homeless: UnreadableRow[] = [];
  const close = (day: string): AnalyticsDay<Row> => {
    const isKnown = isExported && (completeUntil === undefined || completeUntil > toStart(day));
    const unreadable = [...open.unreadable, ...homeless];
    const closed = { day, rows: isKnown ? open.rows : null, unreadable, completeUntil, organizationId };
    open = { rows: [], unreadable: [] };
    return closed;
  };
  for await (const page of readPages(question, window)) {
    if (page instanceof AppError) return yield page;
    isExported = page.data_refreshed_at !== null;
    completeUntil = page.data_refreshed_at ? new Date(page.data_refreshed_at) : undefined;
    organizationId = page.organization_id ?? undefined;
    for (const [index, told] of page.data.entries()) {
      if (index % rowsOfSlice === 0) await yieldThread();
      const { rows, unreadable } = readRows(question.row, [told], []);
      const day = readStart(utcDay, told);
      if (day === undefined) homeless.push(...unreadable);
      if (day === undefined) continue;
      if (!unseen.includes(day)) throw new AppError("bad_answer", `${question.path} gave ${day} unasked`);
      for (; unseen[0] !== undefined && unseen[0] < day; unseen.shift()) yield close(unseen[0]);
      open.rows.push(...rows.map(({ row }) => row));
      open.unreadable.push(...homeless, ...unreadable);
      homeless = [];
    }
  }
  for (const day of unseen) yield close(day);
}

function toStart(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

async function* readPages(
  { path, groups, organizationId }: Omit<Question<unknown>, "row">,
  { from, to }: DayRange,
): AsyncGenerator<Page | AppError> {
  const query = {
    starting_at: `${from}T00:00:00Z`,
    ending_at: `${addDays(to, 1)}T00:00:00Z`,
    time_bucket_width: "1d",
    group_by: [...groups],
    ...(organizationId !== undefined && { organization_ids: [organizationId] }),
    order_by: "time",
    order: "asc",
    limit: analyticsPageRows,
  };
  let cursor: string | undefined;
  for (let number = 1; number <= maxPages; number += 1) {
    const page = await readPage(path, cursor ? { ...query, page: cursor } : query);
    if (page instanceof AppError) return yield page;
    yield page;
    if (!page.has_more) return;
    if (!page.next_page || page.next_page === cursor)
      throw new AppError("bad_answer", `${path} does not page on`);
    cursor = page.next_page;
  }
  throw new AppError("bad_answer", `${path} has no end`);
}

async function readPage(
  path: string,
  query: Record<string, string | number | string[]>,
): Promise<Page | AppError> {
  const body = await readGranted((api, options) => api.get<unknown>(path, { ...options, headers, query }));
  if (body instanceof AppError) return body;
  const { data, error } = analyticsPage.safeParse(body);
  if (error) throw new AppError("bad_answer", `${path} answered in an unknown form`, { cause: error });
  return data;
}
