import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { z } from "zod";
import { readApi } from "@/lib/admin-api/client";
import { AppError } from "@/lib/errors";
import {
  claudeCodePage,
  costPage,
  geoPage,
  hourPage,
  type ReportName,
  type ReportRow,
  usagePage,
} from "./answers";
import { addDays, countDays, type DayRange, listDays, toDay } from "./search-params";

/** `rows` is null where the API has no bucket yet for a day that has not ended. */
export type ReadDay<Report extends ReportName> = {
  day: string;
  rows: ReportRow[Report][] | null;
  askedAt: Date;
};

/** The newest day of a window that the API does not give, and all older ones with it. */
export type Refusal = { upTo: string; error: AppError };

type Reading<Report extends ReportName> = {
  window: DayRange;
  /** UTC days asked for in one page. */
  pageDays: number;
  /** Whether to look for the days that the API does give when it refuses the window. */
  canNarrow: boolean;
  keep: (day: ReadDay<Report>) => Promise<void>;
};

const paths = {
  cost: "/v1/organizations/cost_report",
  usage: "/v1/organizations/usage_report/messages",
  "usage-geo": "/v1/organizations/usage_report/messages",
  "usage-hours": "/v1/organizations/usage_report/messages",
  "claude-code": "/v1/organizations/usage_report/claude_code",
} as const satisfies Partial<Record<ReportName, string>>;

const groups = {
  cost: ["workspace_id", "description"],
  usage: ["api_key_id", "workspace_id", "model", "service_tier", "context_window"], // As many as it takes.
  "usage-geo": ["workspace_id", "model", "service_tier", "context_window", "inference_geo"],
  "usage-hours": ["workspace_id", "model"],
} as const;

const mostClaudeCodePages = 10_000;

type Query = Record<string, string | number | readonly string[]>;
type Page = { data: unknown[]; has_more: boolean; next_page?: string | null | undefined };

/**
 * Reads a window of at most 31 days and hands each day over as soon as it is whole.
 * @returns what the API refused with 400, as it does beyond its look-back, whose length nobody tells
 * @throws AppError as `readApi`
 */
export async function readCostWindow(reading: Reading<"cost">): Promise<Refusal | null> {
  return readBuckets(reading, (query) => pages(paths.cost, { ...query, group_by: groups.cost }, costPage));
}

export async function readUsageWindow(reading: Reading<"usage">): Promise<Refusal | null> {
  return readBuckets(reading, (query) => pages(paths.usage, { ...query, group_by: groups.usage }, usagePage));
}

export async function readGeoWindow(reading: Reading<"usage-geo">): Promise<Refusal | null> {
  const ask = (query: Query) =>
    pages(paths["usage-geo"], { ...query, group_by: groups["usage-geo"] }, geoPage);
  return readBuckets(reading, ask);
}

/** Whole days of hours, oldest first; a day is handed over once the next one has begun. */
export async function readHoursWindow(reading: Reading<"usage-hours">): Promise<Refusal | null> {
  const { window, pageDays, keep } = reading;
  const askedAt = new Date();
  const query = { ...toSpan(window), bucket_width: "1h", limit: 24 * Math.min(pageDays, countDays(window)) };
  const unkept = listDays(window);
  let rows: ReportRow["usage-hours"][] = [];
  const keepBefore = async (day: string) => {
    for (let next = unkept[0]; next && next < day; next = unkept[0]) {
      await keep({ day: next, rows: rows.filter(({ startsAt }) => startsAt.startsWith(next)), askedAt });
      rows = rows.filter(({ startsAt }) => !startsAt.startsWith(next));
      unkept.shift();
    }
  };
  for await (const page of pages(
    paths["usage-hours"],
    { ...query, group_by: groups["usage-hours"] },
    hourPage,
  )) {
    if (page instanceof AppError) return { upTo: window.to, error: page };
    for (const { starting_at: startsAt, results } of page.data) {
      await keepBefore(startsAt.slice(0, 10));
      rows.push(...results.map((row) => ({ ...row, startsAt })));
    }
  }
  await keepBefore(addDays(window.to, 1));
  return null;
}

/** One request and more a day, newest first. */
export async function readClaudeCodeWindow({
  window,
  keep,
}: Reading<"claude-code">): Promise<Refusal | null> {
  for (const day of listDays(window).reverse()) {
    const askedAt = new Date();
    const rows: ReportRow["claude-code"][] = [];
    const query = { starting_at: day, limit: 1000 };
    for await (const page of pages(paths["claude-code"], query, claudeCodePage, mostClaudeCodePages)) {
      if (page instanceof AppError) return { upTo: day, error: page };
      rows.push(...page.data);
    }
    await keep({ day, rows, askedAt });
  }
  return null;
}

type Bucket<Row> = { starting_at: string; results: Row[] };
type BucketPages<Row> = AsyncGenerator<{ data: Bucket<Row>[] } | AppError>;

async function readBuckets<Report extends "cost" | "usage" | "usage-geo">(
  reading: Reading<Report>,
  ask: (query: Query) => BucketPages<ReportRow[Report]>,
): Promise<Refusal | null> {
  const { window, pageDays, keep } = reading;
  const askedAt = new Date();
  const unseen = new Set(listDays(window));
  const query = { ...toSpan(window), bucket_width: "1d", limit: Math.min(pageDays, countDays(window)) };
  for await (const page of ask(query)) {
    if (page instanceof AppError) return narrowDown(reading, ask, page);
    for (const { starting_at: day, results } of page.data) {
      if (!unseen.delete(day)) throw new AppError("bad_answer", `the report gave ${day} unasked or twice`);
      await keep({ day, rows: results, askedAt });
    }
  }
  // The paging ended, so the window was covered: a day without a bucket is empty, unless it still runs.
  for (const day of unseen) await keep({ day, rows: day < toDay(askedAt) ? [] : null, askedAt });
  return null;
}

function toSpan({ from, to }: DayRange) {
  return { starting_at: `${from}T00:00:00Z`, ending_at: `${addDays(to, 1)}T00:00:00Z` };
}

/** Halves a refused window until the newest refused day is known; what lies before a refused day is refused too. */
async function narrowDown<Report extends "cost" | "usage" | "usage-geo">(
  reading: Reading<Report>,
  ask: (query: Query) => BucketPages<ReportRow[Report]>,
  error: AppError,
): Promise<Refusal | null> {
  const { from, to } = reading.window;
  if (from === to || !reading.canNarrow) return { upTo: to, error };
  const middle = addDays(from, Math.floor(countDays(reading.window) / 2));
  const newer = await readBuckets({ ...reading, window: { from: middle, to } }, ask);
  if (newer) return newer;
  return readBuckets({ ...reading, window: { from, to: addDays(middle, -1) } }, ask);
}

/** The pages of one query; a refusal of the first is handed over as the error that it is. */
async function* pages<Schema extends z.ZodType<Page>>(
  path: string,
  query: Query,
  schema: Schema,
  most = countPages(query),
): AsyncGenerator<z.infer<Schema> | AppError> {
  let cursor: string | undefined;
  for (let number = 1; number <= most; number += 1) {
    const asked = readPage(path, cursor ? { ...query, page: cursor } : query, schema);
    const page = await (cursor ? asked : asked.catch(toRefusal));
    yield page;
    if (page instanceof AppError || !page.has_more) return;
    if (!page.next_page || page.next_page === cursor)
      throw new AppError("bad_answer", `${path} does not page on`);
    cursor = page.next_page;
  }
  throw new AppError("bad_answer", `${path} has more pages than days`);
}

/** Each page holds a bucket at least, so there are no more pages than days. */
function countPages(query: Query): number {
  const spanMs = Date.parse(String(query.ending_at)) - Date.parse(String(query.starting_at));
  return spanMs / 86_400_000 + 1;
}

async function readPage<Schema extends z.ZodType<Page>>(
  path: string,
  query: Query,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const body = await readApi((api, options) => api.get<unknown>(path, { ...options, query }));
  const { data, error } = schema.safeParse(body);
  if (error) throw new AppError("bad_answer", `${path} answered in an unknown form`, { cause: error });
  return data;
}

function toRefusal(cause: unknown): AppError {
  const answer = cause instanceof AppError ? cause.cause : undefined;
  if (cause instanceof AppError && answer instanceof Anthropic.APIError && answer.status === 400)
    return cause;
  throw cause;
}
