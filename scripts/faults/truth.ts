import Big from "big.js";
import { z } from "zod";
import { addDays, listDays } from "@/lib/core/format/calendar";
import type { EmulatedApi } from "./emulated-api";

export type DaySums = Map<string, Record<string, string>>;
type Row = Record<string, unknown>;

const idPage = z.looseObject({
  data: z.array(z.looseObject({})),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
});
const reportPage = z.looseObject({ data: z.array(z.looseObject({})), next_page: z.string().nullish() });

export async function listTruth(api: EmulatedApi, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after = ""; ; ) {
    const joint = path.includes("?") ? "&" : "?";
    const page = idPage.parse(await (await api.read(`${path}${joint}limit=1000${after}`)).json());
    rows.push(...page.data);
    if (!page.has_more) return rows;
    after = `&after_id=${page.last_id}`;
  }
}

async function readPages(api: EmulatedApi, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor = ""; ; ) {
    const page = reportPage.parse(await (await api.read(`${path}${cursor}`)).json());
    rows.push(...page.data);
    if (!page.next_page) return rows;
    cursor = `&page=${page.next_page}`;
  }
}

const bucket = z.looseObject({ starting_at: z.string(), results: z.array(z.looseObject({})) });
const analyticsRow = z.looseObject({
  starting_at: z.string(),
  cost: z.looseObject({}).nullish(),
  usage: z.looseObject({}).nullish(),
});

function add(sums: DaySums, day: string, measures: Record<string, unknown>): void {
  const known = sums.get(day) ?? {};
  for (const [name, amount] of Object.entries(measures))
    known[name] = new Big(known[name] ?? 0).plus(String(amount ?? 0)).toFixed();
  sums.set(day, known);
}

function at(row: unknown, ...names: string[]): unknown {
  const found = names.reduce<unknown>((part, name) => (part as Row | null | undefined)?.[name], row);
  return found ?? 0;
}

const toTokens = (row: unknown) => ({
  uncached: at(row, "uncached_input_tokens"),
  cached: at(row, "cache_read_input_tokens"),
  written5m: at(row, "cache_creation", "ephemeral_5m_input_tokens"),
  written1h: at(row, "cache_creation", "ephemeral_1h_input_tokens"),
  output: at(row, "output_tokens"),
});

type Span = { from: string; until: string };
const toQuery = ({ from, until }: Span) => `starting_at=${from}T00:00:00Z&ending_at=${until}T00:00:00Z`;

export async function sumCost(api: EmulatedApi, span: Span): Promise<DaySums> {
  const sums: DaySums = new Map();
  const buckets = await readPages(api, `cost_report?${toQuery(span)}&bucket_width=1d&limit=31`);
  for (const { starting_at, results } of buckets.map((each) => bucket.parse(each)))
    for (const row of results) add(sums, starting_at.slice(0, 10), { cents: row.amount });
  return sums;
}

export async function sumUsage(api: EmulatedApi, span: Span): Promise<DaySums> {
  const sums: DaySums = new Map();
  const buckets = await readPages(api, `usage_report/messages?${toQuery(span)}&bucket_width=1d&limit=31`);
  for (const { starting_at, results } of buckets.map((each) => bucket.parse(each)))
    for (const row of results) add(sums, starting_at.slice(0, 10), toTokens(row));
  return sums;
}

export async function sumClaudeCode(api: EmulatedApi, { from, until }: Span): Promise<DaySums> {
  const sums: DaySums = new Map();
  for (const day of listDays({ from, to: addDays(until, -1) }))
    for (const row of await readPages(api, `usage_report/claude_code?starting_at=${day}&limit=1000`)) {
      const models = z.array(z.unknown()).catch([]).parse(row.model_breakdown);
      const cents = models.reduce<Big>(
        (sum, model) => sum.plus(String(at(model, "estimated_cost", "amount"))),
        new Big(0),
      );
      add(sums, day, { rows: 1, sessions: at(row, "core_metrics", "num_sessions"), cents: cents.toFixed() });
    }
  return sums;
}

const maxAnalyticsDays = 31;

export async function sumAnalytics(api: EmulatedApi, report: "cost" | "usage", span: Span): Promise<DaySums> {
  const sums: DaySums = new Map();
  for (let { from } = span; from < span.until; from = addDays(from, maxAnalyticsDays)) {
    const [until = span.until] = [span.until, addDays(from, maxAnalyticsDays)].toSorted();
    const path = `analytics/${report}?${toQuery({ from, until })}&time_bucket_width=1d&limit=1000&order_by=time&order=asc`;
    for (const row of await readPages(api, path)) {
      const { starting_at, cost, usage } = analyticsRow.parse(row);
      add(sums, starting_at.slice(0, 10), report === "cost" ? { cents: cost?.amount } : toTokens(usage));
    }
  }
  return sums;
}
