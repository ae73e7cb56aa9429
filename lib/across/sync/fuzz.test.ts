import { isNotNull } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { readCopyText } from "@/lib/core/db/copy-text";
import { apiKeys, invites, members, unreadableRows, workspaces } from "@/lib/core/db/directory-tables";
import { costRows } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, listDays, toDay } from "@/lib/core/format/calendar";
import { readCostWindow } from "@/lib/money/reports/ingest/gateway";
import { reportNames } from "@/lib/money/reports/ingest/plan-windows";
import { joinBlocks, type RowBlock } from "@/lib/money/reports/ingest/row-block";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { syncDirectory } from "./directory";
import { costCents, toTotal } from "./test-amounts";
import { readCorpus, serveCorpus } from "./test-corpus";
import { changeField, createRandom, isFields, mutateRow, serveMutants, shuffle } from "./test-fuzz";
import type { Found } from "./test-join";
import { corpusWindow, listReaders } from "./test-list-readers";

const seeds = Array.from({ length: 6 }, (_, index) => index + 1);
const readers = Object.entries(listReaders);

beforeAll(() => {
  env.requestsPerMinute = 1_000_000;
});

async function settle(read: () => Promise<Found>): Promise<Found | AppError> {
  return read().catch((cause: unknown) => {
    if (cause instanceof AppError) return cause;
    throw cause;
  });
}

function toPlain(rows: readonly object[]): unknown[] {
  return rows.map((row) => ({ ...row, seenAt: undefined }));
}

describe.each(readers)("%s", (_, { corpus, read, toBody, amounts }) => {
  const file = readCorpus(corpus);
  const { rows: recorded } = file;

  test.each(seeds)(
    "reads a changed row or sets it aside, whatever stands beside it (seed %i)",
    async (seed) => {
      const random = createRandom(seed);
      const changed = shuffle(
        recorded.map(({ row }) => mutateRow(row, random)),
        random,
      );
      const alone: Found[] = [];
      for (const row of changed) {
        serveCorpus(file, [toBody([row])]);
        const found = await read();
        expect(found.rows.length + found.unreadable.length, JSON.stringify(row)).toBe(1);
        if (amounts && found.rows[0])
          expect(toTotal(found.rows, amounts.read), JSON.stringify(row)).toBe(
            toTotal([row], amounts.received),
          );
        alone.push(found);
      }
      serveCorpus(file, [toBody(changed)]);
      const together = await read();
      expect(toPlain(together.rows)).toEqual(toPlain(alone.flatMap(({ rows }) => rows)));
      expect(together.unreadable).toHaveLength(alone.flatMap(({ unreadable }) => unreadable).length);
    },
  );

  test.each(seeds)("reads a changed page completely, or not at all (seed %i)", async (seed) => {
    const random = createRandom(seed);
    const body = toBody(recorded.map(({ row }) => row));
    serveCorpus(file, [body]);
    const whole = await read();
    const changed = isFields(body) ? changeField(body, random) : {};
    // An empty page instead of a full one isn't odd, just a different answer.
    if (Array.isArray(changed.data) && changed.data.length === 0) return;
    serveCorpus(file, [changed]);
    const found = await settle(read);
    if (found instanceof AppError) return expect(found.code).toBe("bad_answer");
    expect(toPlain(found.rows)).toEqual(toPlain(whole.rows));
    expect(found.unreadable).toHaveLength(whole.unreadable.length);
  });
});

const inBuckets = readers.filter(([, { toBody }]) => JSON.stringify(toBody([])).includes("results"));

describe.each(inBuckets)("%s", (_, { corpus, read, toBody }) => {
  const file = readCorpus(corpus);
  const { rows: recorded } = file;
  const readable = recorded.filter(({ reads }) => reads).map(({ row }) => row);

  test.each(seeds)("keeps every day of changed buckets or reports an error (seed %i)", async (seed) => {
    const random = createRandom(seed);
    const page = toBody([]);
    const data = isFields(page) && Array.isArray(page.data) ? page.data.filter(isFields) : [];
    const full = data.map((bucket) => ({ ...bucket, results: readable }));
    const changed = full.map((bucket) => (random(2) === 0 ? changeField(bucket, random) : bucket));
    serveCorpus(file, [{ data: changed, has_more: false, next_page: null }]);
    const found = await settle(read);
    if (found instanceof AppError) return expect(found.code).toBe("bad_answer");
    expect(found.days.toSorted()).toEqual(listDays(corpusWindow));
    expect(found.rows.length % readable.length).toBe(0);
    const lost = full.length - found.rows.length / readable.length;
    const emptied = changed.filter(({ results }) => Array.isArray(results) && results.length === 0).length;
    const counted = found.unreadable.length;
    expect(counted + emptied).toBeGreaterThanOrEqual(lost);
  });
});

describe("a whole sync over rows changed at random", () => {
  const window = { from: addDays(toDay(new Date()), -6), to: addDays(toDay(new Date()), -5) };
  beforeEach(resetDatabase);

  test.each(seeds.slice(0, 1))("is completed, and no one counts as having left (seed %i)", async (seed) => {
    resetSandbox();
    await syncDirectory();
    serveMutants(seed);
    await syncDirectory();
    for (const report of reportNames) await fetchWindow(report, window);
    const db = await database();
    for (const table of [members, invites, workspaces, apiKeys])
      expect(await db.$count(table, isNotNull(table.goneAt))).toBe(0);
  });

  test.each(seeds.slice(0, 2))("stores the total of the rows that can be read (seed %i)", async (seed) => {
    serveMutants(seed);
    const readable: RowBlock[] = [];
    let odd = 0;
    const keep = async (day: { rows: RowBlock | null; unreadable: unknown[] }) => {
      if (day.rows) readable.push(day.rows);
      odd += day.unreadable.length;
    };
    await readCostWindow({ window, pageDays: 7, canNarrow: true, keep });
    serveMutants(seed);
    await fetchWindow("cost", window);
    const db = await database();
    const stored = await db.select({ cents: costRows.cents, currency: costRows.currency }).from(costRows);
    const kept = await db.select({ count: unreadableRows.count }).from(unreadableRows);
    expect(toTotal(stored, costCents.read)).toBe(toTotal(readCopyText(joinBlocks(readable)), costCents.read));
    expect(odd).toBeGreaterThan(0);
    expect(kept.reduce((sum, { count }) => sum + count, 0)).toBe(odd);
  });
});
