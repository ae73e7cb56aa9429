import { expect, test } from "vitest";
import { toHeight, toScale, toSlices } from "./scale";

const point = (...values: number[]) => ({ day: "2026-11-24", values });

test.each([
  [[point(0)], [0, 1]],
  [[point(1, 2)], [0, 1, 2, 3]],
  [
    [point(430), point(100, 60)],
    [0, 200, 400, 600],
  ],
  [[point(1e9 + 1)], [0, 5e8, 1e9, 1.5e9]],
  [[point(0.0007)], [0, 0.00025, 0.0005, 0.00075]],
  [[point(20, -10)], [-10, 0, 10, 20]],
  [[], [0, 1]],
])("the ticks of %j are round and enclose it", (points, ticks) => {
  const scale = toScale(points);
  expect(scale.ticks.map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
  expect([scale.low, scale.high]).toEqual([scale.ticks[0], scale.ticks.at(-1)]);
});

test("a line stays within the scale, like its comparison", () => {
  expect(toScale([point(1)], [20, 25]).high).toBe(30);
  const comparison = [25, -5].map((value) => ({ ...point(1), comparison: { name: "before", value } }));
  expect(toScale(comparison)).toMatchObject({ low: -10, high: 30 });
});

test("parts are stacked, and credits go below zero", () => {
  expect(toSlices(point(3, 0, -2, 4, -1))).toEqual([
    { series: 0, from: 0, to: 3 },
    { series: 2, from: 0, to: -2 },
    { series: 3, from: 3, to: 7 },
    { series: 4, from: -2, to: -3 },
  ]);
});

test("the highest tick is at the top, and the lowest at the bottom", () => {
  const scale = toScale([point(20, -10)]);
  expect([20, 5, -10].map((value) => toHeight(scale, value))).toEqual([0, 50, 100]);
});
