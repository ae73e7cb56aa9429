import { expect, test } from "vitest";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { findPartial, listBars, toPoints, toSeries } from "./to-series";

const bucket = (startsOn: string, parts: Record<string, string>) => ({
  startsOn,
  parts: Object.entries(parts).map(([key, tokens]) => ({ key, tokens })),
});
const buckets = [
  bucket("2026-10-27", { a: "2", [otherKey]: "1" }),
  bucket("2026-11-01", {}),
  bucket("2026-12-01", { b: "5" }),
];

test("a bar covers the days up to the next bar, and the last bar ends with the range", () => {
  expect(listBars({ to: "2026-12-09", buckets })).toEqual([
    { from: "2026-10-27", to: "2026-10-31" },
    { from: "2026-11-01", to: "2026-11-30" },
    { from: "2026-12-01", to: "2026-12-09" },
  ]);
});

test("every drawn part has a series, the rest comes last, and every bar has a value for each series", () => {
  const parts = ["b", "a", "small", otherKey].map((key) => ({
    key,
    label: key,
    color: key === "a" ? 4 : key === "b" ? "#123456" : null,
  }));
  const series = toSeries({ series: parts, buckets }, ({ key }) => key.toUpperCase(), "Other");
  expect(series.map(({ id, name, color }) => [id, name, color])).toEqual([
    ["b", "B", "#123456"],
    ["a", "A", 4],
    [otherKey, "Other", undefined],
  ]);
  const report = { today: "2026-12-09", to: "2026-12-09", granularity: "month", buckets } as const;
  const points = toPoints(report, series, ({ tokens }) => tokens);
  expect(points.map(({ values, partial }) => [...values, partial])).toEqual([
    ["0", "2", "1", "cut"],
    ["0", "0", "0", undefined],
    ["5", "0", "0", "unfinished"],
  ]);
});

test.each([
  ["day", "2026-11-24", "2026-11-24", "today"],
  ["day", "2026-11-23", "2026-11-23", undefined],
  ["week", "2026-11-23", "2026-11-24", "unfinished"],
  ["week", "2026-11-16", "2026-11-22", undefined],
  ["week", "2026-11-18", "2026-11-22", "cut"],
  ["month", "2026-10-01", "2026-10-30", "cut"],
  ["month", "2026-11-01", "2026-11-24", "unfinished"],
  ["hour", "2026-11-24T05", "2026-11-24T05", undefined],
] as const)("a %s from %s to %s is %s on a Tuesday", (granularity, from, to, partial) => {
  expect(findPartial({ from, to }, granularity, "2026-11-24")).toBe(partial);
});
