import Big from "big.js";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { claudeCodeActorRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, type DayRange, toPeriodStart } from "@/lib/core/format/calendar";
import { toClaudeCodePivot } from "@/lib/money/reports/claude-code/pivot";
import type { ClaudeCodeRow } from "@/lib/money/reports/ingest/claude-code-response-schema";
import { type PivotRow, readPivot } from "@/lib/money/reports/query/pivot";
import { replaceDay } from "@/lib/money/reports/test-day";
import { anyClaudeCodeRow } from "@/lib/money/reports/test-rows";
import { dailyGranularities } from "@/lib/money/reports/vocabulary";
import { sumStale } from "./period-sums";

beforeEach(resetDatabase);

/** A Wednesday, so that weeks cross the ends of months. */
const first = "2026-07-01";
const last = addDays(first, 69);

const anyMoney = fc.constantFrom(null, { EUR: "1.5" }, { EUR: "2", JPY: "70" });
const anyRow: fc.Arbitrary<ClaudeCodeRow> = fc
  .record({
    row: anyClaudeCodeRow,
    customerType: fc.constantFrom("api" as string, null),
    otherCents: anyMoney,
  })
  .map(({ row, ...more }) => ({ ...row, ...more }));
const anyDays = fc.uniqueArray(
  fc.record({ offset: fc.integer({ min: 0, max: 69 }), rows: fc.array(anyRow, { maxLength: 8 }) }),
  { minLength: 3, maxLength: 8, selector: ({ offset }) => offset },
);
type Days = typeof anyDays extends fc.Arbitrary<infer Found> ? Found : never;

async function store(days: Days): Promise<void> {
  for (const { offset, rows } of days)
    await replaceDay("claude-code", addDays(first, offset), rows, new Date());
}

const add = (sums: Map<string, Big>, key: string, amount: string | number) =>
  sums.set(key, (sums.get(key) ?? new Big(0)).plus(String(amount)));
const toTexts = (sums: Map<string, Big>) =>
  [...sums].map(([key, sum]) => `${key} = ${sum.toFixed()}`).toSorted();

async function readRollups(): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ line: string }>(sql`
    select concat_ws(' ', grain, starts_on, actor_type, actor) || ' = '
      || trim_scale(cache_read_tokens + lines_added + estimated_cents) as line
    from ${claudeCodeActorRollups}`);
  return rows.map(({ line }) => line).toSorted();
}

test("each person's activity is added up by day, week, and month, even if a day is read again", async () => {
  const check = async (days: Days, again: ClaudeCodeRow[]) => {
    await resetDatabase();
    await store(days);
    const [changed, ...others] = days;
    if (!changed) return;
    await store([{ ...changed, rows: again }]);
    const expected = new Map<string, Big>();
    for (const { offset, rows } of [{ ...changed, rows: again }, ...others])
      for (const row of rows)
        for (const grain of dailyGranularities) {
          const key = `${grain} ${toPeriodStart(addDays(first, offset), grain)} ${row.actorType} ${row.actor}`;
          for (const amount of [row.cacheReadTokens, row.linesAdded, row.estimatedCents])
            add(expected, key, amount);
        }
    await sumStale("claude-code", []);
    expect(await readRollups()).toEqual(toTexts(expected));
  };
  await fc.assert(fc.asyncProperty(anyDays, fc.array(anyRow, { maxLength: 8 }), check), { numRuns: 3 });
}, 120_000);

const columns = ["day", "actor", "actor_type", "terminal_type", "customer_type"] as const;
type Column = (typeof columns)[number];

async function readSums(groups: readonly Column[], range: DayRange): Promise<string[]> {
  const pivot = await toClaudeCodePivot(newActor("finance"));
  const found: PivotRow[] = [];
  for await (const rows of readPivot(pivot, newActor("finance"), { ...range, groups })) found.push(...rows);
  const at = Object.keys(pivot.measures).indexOf("cache_read_tokens") + groups.length;
  const cents = Object.keys(pivot.measures).indexOf("estimated_cost") + groups.length;
  const currency = Object.keys(pivot.measures).length + groups.length;
  return found.map((row) => {
    const key = [...row.slice(0, groups.length), row[currency]].map((cell) => cell ?? "").join(" ");
    return `${key} = ${row[at]} ${row[cents]}`;
  });
}

const decimals: Record<string, number> = { USD: 0.01, EUR: 0.01, JPY: 1 };

function sumByHand(days: Days, groups: readonly Column[], { from, to }: DayRange): string[] {
  const tokens = new Map<string, Big>();
  const amounts = new Map<string, Big>();
  for (const { offset, rows } of days) {
    const day = addDays(first, offset);
    for (const row of day >= from && day <= to ? rows : []) {
      const values: Record<Column, string> = {
        day,
        actor: row.actor,
        actor_type: row.actorType,
        terminal_type: row.terminalType ?? "",
        customer_type: row.customerType ?? "",
      };
      for (const [currency, cents] of Object.entries({ USD: row.estimatedCents, ...row.otherCents })) {
        const key = [...groups.map((group) => values[group]), currency].join(" ");
        add(tokens, key, currency === "USD" ? row.cacheReadTokens : 0);
        add(amounts, key, new Big(cents).times(decimals[currency] ?? 0).toFixed());
      }
    }
  }
  return [...tokens].map(([key, sum]) => `${key} = ${sum.toFixed()} ${amounts.get(key)?.toFixed()}`);
}

test("an export by any columns equals the sum of its rows, whichever sums it is read from", async () => {
  const anyRange = fc.tuple(fc.nat(69), fc.nat(69)).map(([start, length]) => ({
    from: addDays(first, start),
    to: [addDays(first, start + length), last].toSorted()[0] ?? last,
  }));
  const check = async (days: Days, ranges: DayRange[]) => {
    await resetDatabase();
    await store(days);
    for (const groups of fc.sample(fc.subarray([...columns], { minLength: 1 }), { numRuns: 8, seed: 3 }))
      for (const range of ranges) {
        const found = await readSums(groups, range);
        expect(found.toSorted()).toEqual(sumByHand(days, groups, range).toSorted());
        const dayAt = groups.indexOf("day");
        const order = found.map((line) => (dayAt === -1 ? "" : (line.split(" ")[dayAt] ?? "")));
        expect(order).toEqual(order.toSorted());
      }
  };
  const ranges = fc.array(anyRange, { minLength: 3, maxLength: 3 });
  await fc.assert(fc.asyncProperty(anyDays, ranges, check), { numRuns: 3 });
}, 120_000);
