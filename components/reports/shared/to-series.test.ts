import { expect, test } from "vitest";
import { otherKey } from "@/lib/reports/vocabulary";
import { listBars, toPoints, toSeries } from "./to-series";

const bucket = (startsOn: string, parts: Record<string, number>) => ({
  startsOn,
  parts: Object.entries(parts).map(([key, tokens]) => ({ key, tokens })),
});
const buckets = [
  bucket("2026-10-27", { a: 2, [otherKey]: 1 }),
  bucket("2026-11-01", {}),
  bucket("2026-12-01", { b: 5 }),
];

test("a bar covers the days up to the next bar, and the last bar ends with the range", () => {
  expect(listBars({ to: "2026-12-09", buckets })).toEqual([
    { from: "2026-10-27", to: "2026-10-31" },
    { from: "2026-11-01", to: "2026-11-30" },
    { from: "2026-12-01", to: "2026-12-09" },
  ]);
});

test("every drawn part has a series, the rest comes last, and every bar has a value for each series", () => {
  const parts = ["b", "a", "small", otherKey].map((key) => ({ key, label: key }));
  const series = toSeries({ series: parts, buckets }, ({ key }) => key.toUpperCase(), "Other");
  expect(series.map(({ id, name }) => [id, name])).toEqual([
    ["b", "B"],
    ["a", "A"],
    [otherKey, "Other"],
  ]);
  expect(toPoints(buckets, series, ({ tokens }) => tokens).map(({ values }) => values)).toEqual([
    [0, 2, 1],
    [0, 0, 0],
    [5, 0, 0],
  ]);
});
