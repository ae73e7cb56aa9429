import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { readApi } from "@/lib/core/admin-api/client";
import { AppError } from "@/lib/core/errors/errors";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { addDays, countDays, type DayRange, dayMs, listDays, toDay } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { accountColumns, geoColumns, hourColumns, usageColumns } from "@/lib/money/reports/usage/dimensions";
import { type DayOfHours, HoursInOrder } from "./hours-in-order";
import type { Page, PagePart } from "./page-content";
import { readReportPage } from "./report-page";
import { joinBlocks, type RowBlock } from "./row-block";

/** `rows` is null if known data should stay: the day isn't over or its bucket is unreadable. */
export type ReadDay = {
  day: string;
  rows: RowBlock | null;
  unreadable: UnreadableRow[];
  askedAt: Date;
};

/** The newest day that the API doesn't have; older ones are missing too. */
export type Refusal = { upTo: string; error: AppError };

export type Reading = {
  window: DayRange;
  pageDays: number;
  /** If the API refuses the window, whether to look for the days that it has. */
  canNarrow: boolean;
  keep: (day: ReadDay) => Promise<void>;
};

const paths = {
  cost: "/v1/organizations/cost_report",
  usage: "/v1/organizations/usage_report/messages",
  "usage-geo": "/v1/organizations/usage_report/messages",
  "usage-hours": "/v1/organizations/usage_report/messages",
  "account-usage": "/v1/organizations/usage_report/messages",
  "claude-code": "/v1/organizations/usage_report/claude_code",
} as const satisfies Partial<Record<ReportName, string>>;

/** By description, cost has all of its dimensions. */
const groups = {
  cost: ["workspace_id", "description"],
  usage: usageColumns,
  "usage-geo": geoColumns,
  "usage-hours": hourColumns,
  "account-usage": ["account_id", "service_account_id", ...accountColumns],
};

/** Without it, the report refuses the speed dimension. */
const speedBeta = "fast-mode-2026-02-01";

const maxClaudeCodePages = 10_000;

type DailyReport = Exclude<keyof typeof paths, "usage-hours" | "claude-code">;
type Query = Record<string, string | number | readonly string[]>;

/**
 * Reads at most 31 days and passes on each day once it is complete. @returns the refusal with status 400, as the API
 * sends beyond its look-back, whose length isn't documented
 * @throws AppError as `readApi`
 */
export function readCostWindow(reading: Reading): Promise<Refusal | null> {
  return readBuckets(reading, "cost");
}

export function readUsageWindow(reading: Reading): Promise<Refusal | null> {
  return readBuckets(reading, "usage");
}

export function readGeoWindow(reading: Reading): Promise<Refusal | null> {
  return readBuckets(reading, "usage-geo");
}

export function readAccountsWindow(reading: Reading): Promise<Refusal | null> {
  return readBuckets(reading, "account-usage");
}

/** Oldest first; a day is passed on once the next one has started. */
export async function readHoursWindow(reading: Reading): Promise<Refusal | null> {
  const { window, pageDays, keep } = reading;
  const askedAt = new Date();
  const query = { ...toSpan(window), bucket_width: "1h", limit: 24 * Math.min(pageDays, countDays(window)) };
  const hours = new HoursInOrder(window);
  const keepAll = async (days: DayOfHours[]) => {
    for (const day of days) await keep({ ...day, askedAt });
  };
  for await (const page of pages("usage-hours", { ...query, group_by: groups["usage-hours"] })) {
    if (page instanceof AppError) return { upTo: window.to, error: page };
    for (const part of takeAll(page.parts)) await keepAll(hours.take(part));
  }
  await keepAll(hours.end());
  return null;
}

export async function readClaudeCodeWindow({ window, keep }: Reading): Promise<Refusal | null> {
  for (const day of listDays(window).reverse()) {
    const askedAt = new Date();
    const parts: PagePart[] = [];
    const query = { starting_at: day, limit: 1000 };
    for await (const page of pages("claude-code", query, maxClaudeCodePages)) {
      if (page instanceof AppError) return { upTo: day, error: page };
      parts.push(...page.parts);
    }
    const unreadable = parts.flatMap((part) => part.unreadable);
    await keep({ day, rows: joinBlocks(parts.flatMap(({ rows }) => rows ?? [])), unreadable, askedAt });
  }
  return null;
}

/** A bucket without a readable day may belong to any missing day, so those keep their data. */
async function readBuckets(reading: Reading, report: DailyReport): Promise<Refusal | null> {
  const { window, pageDays, keep } = reading;
  const askedAt = new Date();
  const unseen = new Set(listDays(window));
  const homeless: UnreadableRow[] = [];
  const query = { ...toSpan(window), bucket_width: "1d", limit: Math.min(pageDays, countDays(window)) };
  for await (const page of pages(report, { ...query, group_by: groups[report] })) {
    if (page instanceof AppError) return narrowDown(reading, report, page);
    for (const { start: day, rows, unreadable } of takeAll(page.parts)) {
      if (day === undefined) homeless.push(...unreadable);
      else if (!unseen.delete(day))
        throw new AppError("bad_answer", `the report gave ${day} unasked or twice`);
      else await keep({ day, rows, unreadable, askedAt });
    }
  }
  if (homeless.length > unseen.size) throw new AppError("bad_answer", "the report gave days that are none");
  // The paging ended, so the window was covered: a day without a bucket is empty, unless it isn't over.
  const isEmpty = (day: string) => homeless.length === 0 && day < toDay(askedAt);
  for (const day of unseen)
    await keep({ day, rows: isEmpty(day) ? joinBlocks([]) : null, unreadable: homeless, askedAt });
  return null;
}

/** Releases each part, because a page of them is tens of megabytes and the database needs time for each. */
function* takeAll(parts: PagePart[]): Generator<PagePart> {
  for (let part = parts.shift(); part; part = parts.shift()) yield part;
}

function toSpan({ from, to }: DayRange) {
  return { starting_at: `${from}T00:00:00Z`, ending_at: `${addDays(to, 1)}T00:00:00Z` };
}

/** Halves a refused window until the newest refused day is known; everything before it is refused too. */
async function narrowDown(reading: Reading, report: DailyReport, error: AppError): Promise<Refusal | null> {
  const { from, to } = reading.window;
  if (from === to || !reading.canNarrow) return { upTo: to, error };
  const middle = addDays(from, Math.floor(countDays(reading.window) / 2));
  const newer = await readBuckets({ ...reading, window: { from: middle, to } }, report);
  if (newer) return newer;
  return readBuckets({ ...reading, window: { from, to: addDays(middle, -1) } }, report);
}

async function* pages(
  report: keyof typeof paths,
  query: Query,
  most = countPages(query),
): AsyncGenerator<Page | AppError> {
  const path = paths[report];
  const cursors: string[] = [];
  for (let number = 1; number <= most; number += 1) {
    const cursor = cursors.at(-1);
    const asked = readPage(report, cursor ? { ...query, page: cursor } : query);
    const page = await (cursor ? asked : asked.catch(toRefusal));
    yield page;
    if (page instanceof AppError || !page.has_more) return;
    if (!page.next_page || cursors.includes(page.next_page))
      throw new AppError("bad_answer", `${path} does not page on`);
    cursors.push(page.next_page);
  }
  throw new AppError("bad_answer", `${path} has more pages than buckets`);
}

/** The most pages that an answer may have: one for each bucket, and an empty one before it. */
function countPages(query: Query): number {
  const spanMs = Date.parse(String(query.ending_at)) - Date.parse(String(query.starting_at));
  const bucketMs = query.bucket_width === "1h" ? 3_600_000 : dayMs;
  return 2 * (spanMs / bucketMs) + 1;
}

async function readPage(report: keyof typeof paths, query: Query): Promise<Page> {
  const isBySpeed = Array.isArray(query.group_by) && query.group_by.includes("speed");
  const headers = isBySpeed ? { "anthropic-beta": speedBeta } : {};
  const day = report === "claude-code" ? String(query.starting_at) : undefined;
  return readApi((api, options) =>
    readReportPage(
      report,
      (binary) => api.get(paths[report], { ...options, ...binary, headers, query }),
      day,
    ),
  );
}

function toRefusal(cause: unknown): AppError {
  const answer = cause instanceof AppError ? cause.cause : undefined;
  if (cause instanceof AppError && answer instanceof Anthropic.APIError && answer.status === 400)
    return cause;
  throw cause;
}
