import Big from "big.js";
import { z } from "zod";
import { addDays } from "@/lib/core/format/calendar";
import type { EmulatedApi } from "./emulated-api";

export type DaySums = Map<string, Record<string, string>>;
type Row = Record<string, unknown>;

/** A separate client, or a test's transaction. */
export type Queried = {
  query: <Row extends Record<string, unknown>>(sql: string) => Promise<{ rows: Row[] }>;
};

const pageSchema = z.looseObject({
  data: z.array(z.looseObject({})),
  has_more: z.boolean().optional(),
  last_id: z.string().nullish(),
  next_page: z.string().nullish(),
});

/** All rows of a listing or a report. The path has a query. */
export async function listTruth(api: EmulatedApi, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor = ""; ; ) {
    const page = pageSchema.parse(await (await api.read(`${path}&limit=${toLimit(path)}${cursor}`)).json());
    rows.push(...page.data);
    if (page.next_page) cursor = `&page=${page.next_page}`;
    else if (page.has_more && page.last_id) cursor = `&after_id=${page.last_id}`;
    else return rows;
  }
}

function toLimit(path: string): number {
  return path.includes("bucket_width=1d") && !path.startsWith("analytics") ? 31 : 1000;
}

/** A report in requests of at most `days` days, and what is summed of each row. */
export type TrueReport = {
  toPath: (from: string, until: string) => string;
  days: number;
  toMeasures: (row: Row) => Row;
};

const toQuery = (from: string, until: string) => `starting_at=${from}T00:00:00Z&ending_at=${until}T00:00:00Z`;

function at(row: unknown, ...names: string[]): unknown {
  return names.reduce<unknown>((part, name) => (part as Row | null | undefined)?.[name], row) ?? 0;
}

const toTokens = (row: unknown) => ({
  uncached: at(row, "uncached_input_tokens"),
  cached: at(row, "cache_read_input_tokens"),
  written5m: at(row, "cache_creation", "ephemeral_5m_input_tokens"),
  written1h: at(row, "cache_creation", "ephemeral_1h_input_tokens"),
  output: at(row, "output_tokens"),
});

const toCents = (models: unknown) =>
  z
    .array(z.unknown())
    .catch([])
    .parse(models)
    .reduce<Big>((sum, model) => sum.plus(String(at(model, "estimated_cost", "amount"))), new Big(0))
    .toFixed();

const days = 31;

export const trueReports = {
  cost: {
    toPath: (from, until) => `cost_report?${toQuery(from, until)}&bucket_width=1d`,
    days,
    toMeasures: (row) => ({ cents: row.amount }),
  },
  usage: {
    toPath: (from, until) => `usage_report/messages?${toQuery(from, until)}&bucket_width=1d`,
    days,
    toMeasures: toTokens,
  },
  claudeCode: {
    toPath: (from) => `usage_report/claude_code?starting_at=${from}`,
    days: 1,
    toMeasures: (row) => ({
      rows: 1,
      sessions: at(row, "core_metrics", "num_sessions"),
      cents: toCents(row.model_breakdown),
    }),
  },
  personCost: {
    toPath: (from, until) =>
      `analytics/cost?${toQuery(from, until)}&time_bucket_width=1d&order_by=time&order=asc`,
    days,
    toMeasures: (row) => ({ cents: at(row, "cost", "amount") }),
  },
  personUsage: {
    toPath: (from, until) =>
      `analytics/usage?${toQuery(from, until)}&time_bucket_width=1d&order_by=time&order=asc`,
    days,
    toMeasures: (row) => toTokens(row.usage),
  },
} satisfies Record<string, TrueReport>;

/** Some reports have a list of rows for each day, and others a day in each row. */
export async function sumTruth(
  api: EmulatedApi,
  { toPath, days, toMeasures }: TrueReport,
  span: { from: string; until: string },
): Promise<DaySums> {
  const sums: DaySums = new Map();
  for (let { from } = span; from < span.until; from = addDays(from, days)) {
    const [until = span.until] = [span.until, addDays(from, days)].toSorted();
    for (const each of await listTruth(api, toPath(from, until))) {
      const day = String(each.starting_at ?? each.date).slice(0, 10);
      for (const row of z.array(z.looseObject({})).catch([each]).parse(each.results))
        addMeasures(sums, day, toMeasures(row));
    }
  }
  return sums;
}

function addMeasures(sums: DaySums, day: string, measures: Row): void {
  const known = sums.get(day) ?? {};
  for (const [name, amount] of Object.entries(measures))
    known[name] = new Big(known[name] ?? 0).plus(String(amount ?? 0)).toFixed();
  sums.set(day, known);
}
