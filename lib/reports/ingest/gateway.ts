import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { z } from "zod";
import { readApi } from "@/lib/admin-api/client";
import { addDays, countDays, type DayRange, dayMs, listDays, toDay } from "@/lib/calendar";
import { AppError } from "@/lib/errors";
import type { ReportName } from "@/lib/history/vocabulary";
import { readManyRows, readRows, type UnreadableRow } from "@/lib/unreadable-row";
import { accountUsageRow } from "./actor-response-schema";
import { readBucket, readStart } from "./bucket";
import { claudeCodeRow } from "./claude-code-response-schema";
import { type DayOfHours, HoursInOrder } from "./hours-in-order";
import type { ReportRow } from "./report-row";
import { costRow, dayBucket, geoRow, reportPage, usageRow, utcDay } from "./response-schema";

/** `rows` is null if known data should stay: the day isn't over or its bucket is unreadable. */
export type ReadDay<Report extends ReportName> = {
  day: string;
  rows: ReportRow[Report][] | null;
  unreadable: UnreadableRow[];
  askedAt: Date;
};

/** The newest day that the API doesn't have; older ones are missing too. */
export type Refusal = { upTo: string; error: AppError };

export type Reading<Report extends ReportName> = {
  window: DayRange;
  pageDays: number;
  /** If the API refuses the window, whether to look for the days that it has. */
  canNarrow: boolean;
  keep: (day: ReadDay<Report>) => Promise<void>;
};

const paths = {
  cost: "/v1/organizations/cost_report",
  usage: "/v1/organizations/usage_report/messages",
  "usage-geo": "/v1/organizations/usage_report/messages",
  "usage-hours": "/v1/organizations/usage_report/messages",
  "account-usage": "/v1/organizations/usage_report/messages",
  "claude-code": "/v1/organizations/usage_report/claude_code",
} as const satisfies Partial<Record<ReportName, string>>;

const groups = {
  cost: ["workspace_id", "description"],
  usage: ["api_key_id", "workspace_id", "model", "service_tier", "context_window"],
  "usage-geo": ["workspace_id", "model", "service_tier", "context_window", "inference_geo"],
  "usage-hours": ["workspace_id", "model"],
  "account-usage": ["account_id", "service_account_id", "workspace_id", "model", "speed"],
} as const;

/** Without it, the report refuses the speed dimension. */
const speedBeta = "fast-mode-2026-02-01";

const maxClaudeCodePages = 10_000;

type Query = Record<string, string | number | readonly string[]>;
type Page = z.infer<typeof reportPage>;

/**
 * Reads at most 31 days and passes on each day once it is complete. @returns the refusal with status 400, as the API
 * sends beyond its look-back, whose length isn't documented
 * @throws AppError as `readApi`
 */
export async function readCostWindow(reading: Reading<"cost">): Promise<Refusal | null> {
  return readBuckets(reading, { name: "cost", row: costRow });
}

export async function readUsageWindow(reading: Reading<"usage">): Promise<Refusal | null> {
  return readBuckets(reading, { name: "usage", row: usageRow });
}

export async function readGeoWindow(reading: Reading<"usage-geo">): Promise<Refusal | null> {
  return readBuckets(reading, { name: "usage-geo", row: geoRow });
}

export async function readAccountsWindow(reading: Reading<"account-usage">): Promise<Refusal | null> {
  return readBuckets(reading, { name: "account-usage", row: accountUsageRow });
}

/** Oldest first; a day is passed on once the next one has started. */
export async function readHoursWindow(reading: Reading<"usage-hours">): Promise<Refusal | null> {
  const { window, pageDays, keep } = reading;
  const askedAt = new Date();
  const query = { ...toSpan(window), bucket_width: "1h", limit: 24 * Math.min(pageDays, countDays(window)) };
  const hours = new HoursInOrder(window);
  const keepAll = async (days: DayOfHours[]) => {
    for (const day of days) await keep({ ...day, askedAt });
  };
  for await (const page of pages(paths["usage-hours"], { ...query, group_by: groups["usage-hours"] })) {
    if (page instanceof AppError) return { upTo: window.to, error: page };
    for (const told of takeAll(page.data)) await keepAll(await hours.take(told));
  }
  await keepAll(hours.end());
  return null;
}

export async function readClaudeCodeWindow({
  window,
  keep,
}: Reading<"claude-code">): Promise<Refusal | null> {
  for (const day of listDays(window).reverse()) {
    const askedAt = new Date();
    const told: unknown[] = [];
    const query = { starting_at: day, limit: 1000 };
    for await (const page of pages(paths["claude-code"], query, maxClaudeCodePages)) {
      if (page instanceof AppError) return { upTo: day, error: page };
      told.push(...page.data);
    }
    await keep({ day, ...(await readManyRows(claudeCodeRow, told, [])), askedAt });
  }
  return null;
}

type Daily = "cost" | "usage" | "usage-geo" | "account-usage";
type Asked<Report extends Daily> = { name: Report; row: z.ZodType<ReportRow[Report]> };

/** A bucket without a readable day may belong to any missing day, so those keep their data. */
async function readBuckets<Report extends Daily>(
  reading: Reading<Report>,
  asked: Asked<Report>,
): Promise<Refusal | null> {
  const { window, pageDays, keep } = reading;
  const askedAt = new Date();
  const unseen = new Set(listDays(window));
  const homeless: UnreadableRow[] = [];
  const query = { ...toSpan(window), bucket_width: "1d", limit: Math.min(pageDays, countDays(window)) };
  for await (const page of pages(paths[asked.name], { ...query, group_by: groups[asked.name] })) {
    if (page instanceof AppError) return narrowDown(reading, asked, page);
    for (const told of takeAll(page.data)) {
      const day = readStart(utcDay, told);
      if (day === undefined) homeless.push(...readRows(dayBucket, [told], []).unreadable);
      else if (!unseen.delete(day))
        throw new AppError("bad_answer", `the report gave ${day} unasked or twice`);
      else await keep({ day, ...(await readBucket(dayBucket, asked.row, told)), askedAt });
    }
  }
  if (homeless.length > unseen.size) throw new AppError("bad_answer", "the report gave days that are none");
  // The paging ended, so the window was covered: a day without a bucket is empty, unless it isn't over.
  const isEmpty = (day: string) => homeless.length === 0 && day < toDay(askedAt);
  for (const day of unseen)
    await keep({ day, rows: isEmpty(day) ? [] : null, unreadable: homeless, askedAt });
  return null;
}

/** Releases each bucket, because a page of them is tens of megabytes and the database needs time for each. */
function* takeAll(buckets: unknown[]): Generator<unknown> {
  while (buckets.length > 0) yield buckets.shift();
}

function toSpan({ from, to }: DayRange) {
  return { starting_at: `${from}T00:00:00Z`, ending_at: `${addDays(to, 1)}T00:00:00Z` };
}

/** Halves a refused window until the newest refused day is known; everything before it is refused too. */
async function narrowDown<Report extends Daily>(
  reading: Reading<Report>,
  asked: Asked<Report>,
  error: AppError,
): Promise<Refusal | null> {
  const { from, to } = reading.window;
  if (from === to || !reading.canNarrow) return { upTo: to, error };
  const middle = addDays(from, Math.floor(countDays(reading.window) / 2));
  const newer = await readBuckets({ ...reading, window: { from: middle, to } }, asked);
  if (newer) return newer;
  return readBuckets({ ...reading, window: { from, to: addDays(middle, -1) } }, asked);
}

async function* pages(path: string, query: Query, most = countPages(query)): AsyncGenerator<Page | AppError> {
  let cursor: string | undefined;
  for (let number = 1; number <= most; number += 1) {
    const asked = readPage(path, cursor ? { ...query, page: cursor } : query);
    const page = await (cursor ? asked : asked.catch(toRefusal));
    yield page;
    if (page instanceof AppError || !page.has_more) return;
    if (!page.next_page || page.next_page === cursor)
      throw new AppError("bad_answer", `${path} does not page on`);
    cursor = page.next_page;
  }
  throw new AppError("bad_answer", `${path} has more pages than buckets`);
}

const bucketMs = { "1d": dayMs, "1h": 3_600_000 };

function countPages(query: Query): number {
  const spanMs = Date.parse(String(query.ending_at)) - Date.parse(String(query.starting_at));
  return spanMs / bucketMs[query.bucket_width === "1h" ? "1h" : "1d"] + 1;
}

async function readPage(path: string, query: Query): Promise<Page> {
  const isBySpeed = Array.isArray(query.group_by) && query.group_by.includes("speed");
  const headers = isBySpeed ? { "anthropic-beta": speedBeta } : {};
  const body = await readApi((api, options) => api.get<unknown>(path, { ...options, headers, query }));
  const { data, error } = reportPage.safeParse(body);
  if (error) throw new AppError("bad_answer", `${path} answered in an unknown form`, { cause: error });
  return data;
}

function toRefusal(cause: unknown): AppError {
  const answer = cause instanceof AppError ? cause.cause : undefined;
  if (cause instanceof AppError && answer instanceof Anthropic.APIError && answer.status === 400)
    return cause;
  throw cause;
}
