import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  countDays,
  countWholeMonths,
  listDays,
  toPeriodEnd,
  toPeriodStart,
  toWeekday,
} from "@/lib/core/format/calendar";
import { dailyGranularities } from "@/lib/money/reports/vocabulary";
import { type ComparedQuery, listComparisonPeriods, listSpanDays } from "./comparison-periods";
import { listBuckets } from "./rollup-periods";

const anyQuery: fc.Arbitrary<ComparedQuery> = fc
  .record({
    start: fc.integer({ min: 0, max: 1500 }),
    days: fc.integer({ min: 1, max: 400 }),
    granularity: fc.constantFrom(...dailyGranularities),
    compare: fc.constantFrom("previous" as const, "last_month" as const),
  })
  .map(({ start, days, ...query }) => {
    const from = addDays("2024-01-01", start);
    return { from, to: addDays(from, days - 1), ...query };
  });

test("the compared periods contain every day once, and every bar has at most one of them", () => {
  const check = (query: ComparedQuery) => {
    const { range, spans } = listComparisonPeriods(query) ?? { range: query, spans: [] };
    expect(spans.flatMap(listSpanDays)).toEqual(listDays(range));
    const bars = spans.flatMap(({ bar }) => bar ?? []);
    expect(new Set(bars).size).toBe(bars.length);
    expect(Math.max(...bars)).toBeLessThan(listBuckets(query, query.granularity).length);
  };
  fc.assert(fc.property(anyQuery, check), { numRuns: 500 });
});

test("the previous period has the same weekdays as the range, bar by bar, with no days left over", () => {
  const check = (query: ComparedQuery) => {
    if (query.granularity === "month" || countWholeMonths(query) !== null) return;
    const spans = listComparisonPeriods({ ...query, compare: "previous" })?.spans ?? [];
    const bars = listBuckets(query, query.granularity);
    const ends = [...bars.slice(1).map((next) => addDays(next, -1)), query.to];
    expect(spans.map((span) => [span.bar, countDays(span)])).toEqual(
      bars.map((from, bar) => [bar, countDays({ from, to: ends[bar] ?? from })]),
    );
    expect(spans.map(({ from }) => toWeekday(from))).toEqual(bars.map(toWeekday));
  };
  fc.assert(fc.property(anyQuery, check), { numRuns: 300 });
});

test("bars that are months are compared with whole calendar months", () => {
  const toSpans = (from: string, to: string) =>
    listComparisonPeriods({ from, to, granularity: "month", compare: "previous" })?.spans;
  expect(toSpans("2026-03-01", "2026-05-31")).toEqual([
    { from: "2025-12-01", to: "2025-12-31", bar: 0 },
    { from: "2026-01-01", to: "2026-01-31", bar: 1 },
    { from: "2026-02-01", to: "2026-02-28", bar: 2 },
  ]);
  expect(toSpans("2026-01-15", "2026-02-10")).toEqual([
    { from: "2025-11-15", to: "2025-11-30", bar: 0 },
    { from: "2025-12-01", to: "2025-12-10", bar: 1 },
  ]);
});

test("days of whole months are compared with the same weekdays of as many months before", () => {
  const toSpans = (from: string, to: string) =>
    listComparisonPeriods({ from, to, granularity: "day", compare: "previous" });
  const october = toSpans("2026-10-01", "2026-10-31");
  expect(october?.range).toEqual({ from: "2026-09-01", to: "2026-09-30" });
  expect(october?.spans.map(({ bar }) => bar)).toEqual([null, null, ...Array(28).keys()]);
  for (const { from, bar } of october?.spans.slice(2) ?? [])
    expect(toWeekday(from)).toBe(toWeekday(addDays("2026-10-01", bar ?? 0)));
  const months = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 14 }), anyQuery);
  fc.assert(
    fc.property(months, ([start, count, { granularity }]) => {
      const from = toPeriodStart(addDays("2022-01-15", 30 * start), "month");
      const to = toPeriodEnd(addDays(from, 30 * (count - 1) + 14), "month");
      const { range, spans } = listComparisonPeriods({ from, to, granularity, compare: "previous" }) ?? {
        range: { from, to },
        spans: [],
      };
      expect(addDays(range.to, 1)).toBe(from);
      expect(countWholeMonths(range)).toBe(countWholeMonths({ from, to }));
      expect(spans.flatMap(listSpanDays)).toEqual(listDays(range));
    }),
  );
});

const spansOf = (from: string, to: string, granularity: ComparedQuery["granularity"]) =>
  listComparisonPeriods({ from, to, granularity, compare: "last_month" })?.spans ?? [];

describe("the same days of the previous month", () => {
  test("the same days of the previous month leave over the days that a shorter current month doesn't have", () => {
    const spans = spansOf("2026-11-01", "2026-11-30", "day");
    expect(spans.filter(({ bar }) => bar === null)).toEqual([
      { from: "2026-10-31", to: "2026-10-31", bar: null },
    ]);
    expect(spans[29]).toEqual({ from: "2026-10-30", to: "2026-10-30", bar: 29 });
  });

  test("the same days of the previous month are missing for bars whose day a shorter previous month didn't have", () => {
    const spans = spansOf("2026-03-01", "2026-04-02", "day");
    expect(spans.map(({ bar }) => bar)).toEqual([...Array(28).keys(), 31, 32]);
    expect(spans.slice(-2).map(({ from }) => from)).toEqual(["2026-03-01", "2026-03-02"]);
  });

  test("the same days of the previous month are whole months if the bars are months", () => {
    expect(spansOf("2026-01-15", "2026-03-31", "month")).toEqual([
      { from: "2025-12-15", to: "2025-12-31", bar: 0 },
      { from: "2026-01-01", to: "2026-01-31", bar: 1 },
      { from: "2026-02-01", to: "2026-02-28", bar: 2 },
    ]);
  });

  test("the same days of the previous month are as many as the days of each week, whatever weekday they start on", () => {
    expect(spansOf("2026-11-01", "2026-11-30", "week")).toEqual([
      { from: "2026-10-01", to: "2026-10-01", bar: 0 },
      { from: "2026-10-02", to: "2026-10-08", bar: 1 },
      { from: "2026-10-09", to: "2026-10-15", bar: 2 },
      { from: "2026-10-16", to: "2026-10-22", bar: 3 },
      { from: "2026-10-23", to: "2026-10-29", bar: 4 },
      { from: "2026-10-30", to: "2026-10-30", bar: 5 },
      { from: "2026-10-31", to: "2026-10-31", bar: null },
    ]);
  });
});

test("hours are compared with the same hours", () => {
  const query = { from: "2026-11-20", to: "2026-11-21", granularity: "hour", compare: "previous" } as const;
  const spans = listComparisonPeriods(query)?.spans ?? [];
  expect(spans).toHaveLength(48);
  expect(spans[25]).toEqual({ from: "2026-11-14T01:00:00Z", to: "2026-11-14T01:00:00Z", bar: 25 });
});

test("there are no compared periods without a comparison", () => {
  expect(
    listComparisonPeriods({ from: "2026-11-20", to: "2026-11-21", granularity: "day", compare: "none" }),
  ).toBeNull();
});
