import "server-only";
import { readGranted } from "@/lib/core/admin-api/read-granted";
import { AppError } from "@/lib/core/errors/errors";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { addDays, type DayRange, listDays } from "@/lib/core/format/calendar";
import type { Page } from "./page-content";
import { readReportPage } from "./report-page";
import { joinBlocks, type RowBlock } from "./row-block";

const headers = { "anthropic-beta": "analytics-usage-cost-2026-08-24" };
const maxPages = 10_000;
export const analyticsPageRows = 1000;

const paths = {
  "actor-cost": "/v1/organizations/analytics/cost",
  "actor-usage": "/v1/organizations/analytics/usage",
  "organization-cost": "/v1/organizations/analytics/cost",
} as const;

type Question = {
  report: keyof typeof paths;
  groups: readonly string[];
  /** As the API writes it; without it, everything that the key reads. */
  organizationId?: string | undefined;
};

/** Null for a day that the source doesn't know yet. `completeUntil`: how far the source is exported, if it says so. */
export type AnalyticsDay = {
  day: string;
  rows: RowBlock | null;
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
export async function* readAnalyticsDays(
  question: Question,
  window: DayRange,
): AsyncGenerator<AnalyticsDay | AppError> {
  let completeUntil: Date | undefined;
  let isExported = true;
  let organizationId: string | undefined;
  const unseen = listDays(window);
  let open: { blocks: RowBlock[]; unreadable: UnreadableRow[] } = { blocks: [], unreadable: [] };
  let homeless: UnreadableRow[] = [];
  const close = (day: string): AnalyticsDay => {
    const isKnown = isExported && (completeUntil === undefined || completeUntil > toStart(day));
    const unreadable = [...open.unreadable, ...homeless];
    const rows = isKnown ? joinBlocks(open.blocks) : null;
    const closed = { day, rows, unreadable, completeUntil, organizationId };
    open = { blocks: [], unreadable: [] };
    return closed;
  };
  for await (const page of readPages(question, window)) {
    if (page instanceof AppError) return yield page;
    isExported = page.data_refreshed_at !== null;
    completeUntil = page.data_refreshed_at ? new Date(page.data_refreshed_at) : undefined;
    organizationId = page.organization_id ?? undefined;
    for (const { start: day, rows, unreadable } of page.parts) {
      if (day === undefined) homeless.push(...unreadable);
      if (day === undefined) continue;
      if (!unseen.includes(day)) throw new AppError("bad_answer", `${question.report} gave ${day} unasked`);
      for (; unseen[0] !== undefined && unseen[0] < day; unseen.shift()) yield close(unseen[0]);
      if (rows) open.blocks.push(rows);
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
  { report, groups, organizationId }: Question,
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
  const cursors: string[] = [];
  for (let number = 1; number <= maxPages; number += 1) {
    const cursor = cursors.at(-1);
    const page = await readPage(report, cursor ? { ...query, page: cursor } : query);
    if (page instanceof AppError) return yield page;
    yield page;
    if (!page.has_more) return;
    if (!page.next_page || cursors.includes(page.next_page))
      throw new AppError("bad_answer", `${report} does not page on`);
    cursors.push(page.next_page);
  }
  throw new AppError("bad_answer", `${report} has no end`);
}

function readPage(
  report: keyof typeof paths,
  query: Record<string, string | number | string[]>,
): Promise<Page | AppError> {
  return readGranted((api, options) =>
    readReportPage(report, (binary) => api.get(paths[report], { ...options, ...binary, headers, query })),
  );
}
