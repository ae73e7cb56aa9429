import "server-only";
import { z } from "zod";
import { instant } from "@/lib/core/admin-api/schema";
import { readRows, type UnreadableRow } from "@/lib/core/errors/unreadable-row";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { finestHours } from "@/lib/money/reports/usage/dimensions";
import { accountUsageRow, actorCostRow, actorUsageRow } from "./actor-response-schema";
import { claudeCodeRow } from "./claude-code-response-schema";
import { organizationCostRow } from "./organization-response-schema";
import {
  costRow,
  dayBucket,
  geoRow,
  hour,
  hourBucket,
  hourRow,
  text,
  usageRow,
  utcDay,
} from "./response-schema";
import { type RowBlock, toBlock } from "./row-block";

/** Rows of one start: a UTC day, or an hour. */
export type PagePart = {
  /** Undefined if it is unreadable. */
  start: string | undefined;
  /** Null if the bucket around them is unreadable. */
  rows: RowBlock | null;
  unreadable: UnreadableRow[];
};

export const reportPage = z.object({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});

const analyticsPage = reportPage.extend({
  /** Null means that no export covers the range yet; a time is how far rows are complete. */
  data_refreshed_at: instant.nullish(),
  organization_id: text.nullish(),
});

export type Page = Omit<z.infer<typeof analyticsPage>, "data"> & { parts: PagePart[] };
export type PageContent = Page | { problem: string };

type Bucket = { starting_at: string; results: unknown[] };

export type PageKind = ReportName | "organization-cost";

const analyticsKinds: readonly PageKind[] = ["actor-cost", "actor-usage", "organization-cost"];

/** What all rows of one start have in common, as columns of their table. */
type ToShared = (start: string) => Record<string, string>;

const ofDay: ToShared = (day) => ({ day });

const readers: Record<PageKind, (data: readonly unknown[], day: string | undefined) => PagePart[]> = {
  cost: ofBuckets(utcDay, dayBucket, costRow, ofDay),
  usage: ofBuckets(utcDay, dayBucket, usageRow, ofDay),
  "usage-geo": ofBuckets(utcDay, dayBucket, geoRow, ofDay),
  "usage-hours": ofBuckets(hour, hourBucket, hourRow, (startsAt) => ({ axes: finestHours, startsAt })),
  "account-usage": ofBuckets(utcDay, dayBucket, accountUsageRow, (day) => ({ day, report: "account-usage" })),
  "claude-code": (data, day) => {
    const { rows, unreadable } = readRows(claudeCodeRow, data, []);
    return [{ start: day, rows: toBlock(rows, day === undefined ? {} : { day }), unreadable }];
  },
  "actor-cost": ofDatedRows(actorCostRow, ofDay),
  "actor-usage": ofDatedRows(actorUsageRow, (day) => ({ day, report: "actor-usage" })),
  "organization-cost": ofDatedRows(organizationCostRow, () => ({})),
};

/**
 * Pure and without pauses: megabytes are read in a thread of their own.
 * @param day The UTC day that was requested, for a report whose rows don't say it
 */
export function readPageContent(kind: PageKind, body: Uint8Array, day?: string): PageContent {
  const value = parse(body);
  if (value === undefined) return { problem: "a body that is not JSON" };
  const envelope: z.ZodType<z.infer<typeof analyticsPage>> = analyticsKinds.includes(kind)
    ? analyticsPage
    : reportPage;
  const { data: page, error } = envelope.safeParse(value);
  if (error) return { problem: `an unknown form: ${z.prettifyError(error)}` };
  const { data, ...head } = page;
  return { ...head, parts: readers[kind](data, day) };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function ofBuckets<Row extends object>(
  start: z.ZodType<string>,
  bucket: z.ZodType<Bucket>,
  row: z.ZodType<Row>,
  toShared: ToShared,
) {
  return (data: readonly unknown[]) =>
    data.map((received): PagePart => {
      const startsAt = readStart(start, received);
      const read = readRows(bucket, [received], []);
      const [found] = read.rows;
      if (startsAt === undefined || !found)
        return { start: startsAt, rows: null, unreadable: read.unreadable };
      const { rows, unreadable } = readRows(row, found.results, []);
      return { start: startsAt, rows: toBlock(rows, toShared(startsAt)), unreadable };
    });
}

/** Neighbors of the same day are one part; a row with an unreadable day is a part without a start. */
function ofDatedRows<Row extends object>(schema: z.ZodType<{ day: string; row: Row }>, toShared: ToShared) {
  return (data: readonly unknown[]) => {
    const runs: { start: string | undefined; rows: Row[]; unreadable: UnreadableRow[] }[] = [];
    for (const received of data) {
      const start = readStart(utcDay, received);
      const last = runs.at(-1);
      const run = last && last.start === start ? last : { start, rows: [], unreadable: [] };
      if (run !== last) runs.push(run);
      const { rows, unreadable } = readRows(schema, [received], []);
      for (const { row } of rows) run.rows.push(row);
      run.unreadable.push(...unreadable);
    }
    return runs.map(({ start, rows, unreadable }) => ({
      start,
      rows: toBlock(rows, start === undefined ? {} : toShared(start)),
      unreadable,
    }));
  };
}

function readStart(start: z.ZodType<string>, received: unknown): string | undefined {
  if (typeof received !== "object" || received === null) return undefined;
  return start.safeParse(Reflect.get(received, "starting_at")).data;
}
