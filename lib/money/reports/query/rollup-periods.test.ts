import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, listDays, toPeriodEnd, toPeriodStart } from "@/lib/core/format/calendar";
import { loadCostSearch, toCostQuery } from "@/lib/money/reports/cost/search-params";
import { toComparedRange, toFilterSearch } from "@/lib/money/reports/search-params";
import { loadUsageSearch, toUsageQuery } from "@/lib/money/reports/usage/search-params";
import { dailyGranularities, rangePresets } from "@/lib/money/reports/vocabulary";
import { listBuckets, listRollupPeriods, splitBars, toRollupPeriods, toStoredRange } from "./rollup-periods";

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 800 }))
  .map(([start, length]) => ({
    from: addDays("2020-01-01", start),
    to: addDays("2020-01-01", start + length),
  }));

test("the periods cover every day of a range once, and each lies within one bar", () => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom(...dailyGranularities), (range, granularity) => {
      const pieces = toRollupPeriods(range, granularity);
      expect(pieces.flatMap(listDays)).toEqual(listDays(range));
      for (const { grain, from, to } of pieces) {
        expect(toPeriodStart(from, grain)).toBe(from);
        expect(toPeriodEnd(to, grain)).toBe(to);
        for (const start of listBuckets({ from, to }, grain))
          expect(toPeriodStart(toPeriodEnd(start, grain), granularity)).toBe(
            toPeriodStart(start, granularity),
          );
      }
    }),
  );
});

test("the periods of several spans don't reach into the next span, and adjacent ones are joined", () => {
  const spans = [
    { from: "2026-11-02", to: "2026-11-08" },
    { from: "2026-11-09", to: "2026-11-15" },
    { from: "2026-11-16", to: "2026-11-20" },
    { from: "2026-11-21", to: "2026-11-22" },
  ];
  expect(listRollupPeriods({ from: "2026-11-02", to: "2026-11-22", spans }, "month")).toEqual([
    { grain: "week", from: "2026-11-02", to: "2026-11-15" },
    { grain: "day", from: "2026-11-16", to: "2026-11-22" },
  ]);
});

test("bars of a whole period are separated from cut ones, and every day is kept once", () => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom(...dailyGranularities), (range, granularity) => {
      const { whole, cut } = splitBars(range, granularity);
      expect([...whole, ...cut].flatMap(listDays).toSorted()).toEqual(listDays(range));
      const starts = listBuckets(range, granularity);
      for (const { grain, from, to } of whole)
        for (const start of listBuckets({ from, to }, grain)) {
          expect(starts).toContain(start);
          const end = addDays(toPeriodEnd(start, grain), 1);
          expect(end > range.to || starts.includes(end)).toBe(true);
        }
    }),
    { numRuns: 30 },
  );
  expect(splitBars({ from: "2026-10-15", to: "2026-12-31" }, "month")).toMatchObject({
    whole: [{ grain: "month", from: "2026-11-01", to: "2026-12-31" }],
    cut: [{ from: "2026-10-15" }, { grain: "week" }, { to: "2026-10-31" }],
  });
});

test("a range up to today ends with its last period, and an earlier range ends with its last day", () => {
  const now = new Date("2026-11-25T12:00:00Z");
  const range = { from: "2026-10-15", to: "2026-11-25" };
  expect(toStoredRange(range, "month", now)).toEqual({ from: "2026-10-15", to: "2026-11-30" });
  expect(toStoredRange(range, "week", now).to).toBe("2026-11-29");
  expect(toStoredRange(range, "day", now).to).toBe("2026-11-25");
  expect(toStoredRange({ ...range, to: "2026-11-24" }, "month", now).to).toBe("2026-11-24");
});

test("every day of a range belongs to the last bar that starts on or before it", () => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom(...dailyGranularities), (range, granularity) => {
      const starts = listDays(range).map((day) => [toPeriodStart(day, granularity), range.from].sort()[1]);
      expect(listBuckets(range, granularity)).toEqual([...new Set(starts)]);
    }),
  );
});

test("weeks start on Monday, and months have the right length", () => {
  expect(toPeriodStart("2026-11-29", "week")).toBe("2026-11-23");
  expect(toPeriodEnd("2026-11-23", "week")).toBe("2026-11-29");
  expect(toPeriodEnd("2028-02-10", "month")).toBe("2028-02-29");
});

const today = "2026-11-24";

test("a custom range takes precedence over the preset, and an invalid custom range is replaced by it", () => {
  const toQuery = (search: string) => toCostQuery(loadCostSearch(`?${search}`), today);
  expect(toQuery("range=7d")).toMatchObject({
    from: "2026-11-17",
    to: "2026-11-23",
    granularity: "day",
  });
  expect(toQuery("range=7d&from=2026-01-01")).toMatchObject({
    from: "2026-01-01",
    to: today,
    granularity: "month",
  });
  expect(toQuery("range=7d&from=2026-11-24&to=2026-11-01").from).toBe("2026-11-17");
});

const listPresets = (day: string, more = "") =>
  rangePresets.map((range) => {
    const { from, to } = toCostQuery(loadCostSearch(`?range=${range}${more}`), day);
    return `${range} ${from} ${to}`;
  });

test("every preset has complete days", () => {
  expect(listPresets(today)).toEqual([
    "today 2026-11-24 2026-11-24",
    "7d 2026-11-17 2026-11-23",
    "30d 2026-10-25 2026-11-23",
    "90d 2026-08-26 2026-11-23",
    "this_month 2026-11-01 2026-11-23",
    "last_month 2026-10-01 2026-10-31",
    "quarter 2026-10-01 2026-11-23",
    "last_quarter 2026-07-01 2026-09-30",
    "this_year 2026-01-01 2026-11-23",
    "last_year 2025-01-01 2025-12-31",
    "365d 2025-11-24 2026-11-23",
  ]);
});

test("presets that have no end yet can include today, and others stay as they are", () => {
  expect(listPresets(today, "&include=today")).toEqual([
    "today 2026-11-24 2026-11-24",
    "7d 2026-11-18 2026-11-24",
    "30d 2026-10-26 2026-11-24",
    "90d 2026-08-27 2026-11-24",
    "this_month 2026-11-01 2026-11-24",
    "last_month 2026-10-01 2026-10-31",
    "quarter 2026-10-01 2026-11-24",
    "last_quarter 2026-07-01 2026-09-30",
    "this_year 2026-01-01 2026-11-24",
    "last_year 2025-01-01 2025-12-31",
    "365d 2025-11-25 2026-11-24",
  ]);
});

test("on the first day of a year, a month, quarter, or year to date is today", () => {
  const first = "2026-01-01";
  const found = listPresets(first).filter((text) => /^(this_|quarter)/.test(text));
  expect(found.map((text) => text.split(" ").slice(1))).toEqual(found.map(() => [first, first]));
  expect(listPresets(first)).toContain("last_quarter 2025-10-01 2025-12-31");
});

test("a comparison leaves today out, and today alone isn't compared", () => {
  const toQuery = (search: string) => toCostQuery(loadCostSearch(`?compare=previous&${search}`), today);
  expect(toQuery("range=7d&include=today")).toMatchObject({
    from: "2026-11-17",
    to: "2026-11-23",
    compare: "previous",
  });
  expect(toQuery("from=2026-11-20&to=2026-11-24")).toMatchObject({ from: "2026-11-20", to: "2026-11-23" });
  expect(toQuery("range=today")).toMatchObject({ from: today, to: today, compare: "none" });
});

test.each([
  ["previous", "2026-11-01", "2026-11-24", "2026-10-04", "2026-10-27"],
  ["previous", "2026-11-24", "2026-11-24", "2026-11-17", "2026-11-17"],
  ["previous", "2026-10-28", "2026-11-24", "2026-09-30", "2026-10-27"],
  ["previous", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"],
  ["previous", "2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30"],
  ["previous", "2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"],
  ["last_month", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24"],
  ["last_month", "2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"],
  ["last_month", "2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28"],
  ["last_month", "2026-01-05", "2026-01-06", "2025-12-05", "2025-12-06"],
] as const)("the comparison %s with %s to %s covers %s to %s", (compare, from, to, before, upTo) => {
  expect(toComparedRange({ from, to }, compare)).toEqual({ from: before, to: upTo });
  expect(toComparedRange({ from, to }, "none")).toBeNull();
});

test("a previous period of bars that are months is as many calendar months, however long they are", () => {
  const toRange = (from: string, to: string) =>
    toComparedRange({ from, to, granularity: "month" }, "previous");
  expect(toRange("2026-01-01", "2026-12-31")).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  expect(toRange("2024-01-01", "2024-12-31")).toEqual({ from: "2023-01-01", to: "2023-12-31" });
  expect(toRange("2026-02-01", "2026-02-28")).toEqual({ from: "2026-01-01", to: "2026-01-31" });
});

test("hours are available for at most a week, and are replaced by days if there are no hours", () => {
  const toQuery = (search: string) => toUsageQuery(loadUsageSearch(`?${search}`), today);
  expect(toQuery("range=7d&granularity=hour").granularity).toBe("hour");
  expect(toQuery("range=30d&granularity=hour").granularity).toBe("day");
  expect(toQuery("range=7d&granularity=hour&group=key").granularity).toBe("day");
  expect(toQuery("range=7d&granularity=hour&service_tier=batch").granularity).toBe("day");
  expect(toQuery("group=inference_geo&key=k")).toMatchObject({ group: "kind", filter: { key: ["k"] } });
  expect(toQuery("inference_geo=us&key=k").filter).toEqual({ key: ["k"] });
  expect(toQuery("inference_geo=us&model=a,b").filter).toEqual({ inference_geo: ["us"], model: ["a", "b"] });
});

test("a value with a comma is read back from the URL unchanged", () => {
  const filter = { description: ["Opus, input", "b"] };
  const search = new URLSearchParams(toFilterSearch(filter));
  expect(toCostQuery(loadCostSearch(search), today).filter).toEqual(filter);
});
