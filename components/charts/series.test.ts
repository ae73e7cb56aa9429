import { expect, test } from "vitest";
import { findSlice, toEdgeColor, toRunningLine, toSeriesColor, toTop } from "./series";
import { toRunning, toTotal } from "./totals";

const point = { day: "2026-11-24", values: ["3", "0", "-2", "4", "-1"] };

test("a total has every digit of its parts", () => {
  expect(toTotal({ day: "2026-11-24", values: ["0.1", "0.2", "123456789012345678.07"] })).toBe(
    "123456789012345678.37",
  );
});

test("credits lower the total and lie below the stack", () => {
  expect([toTotal(point), toTop(point)]).toEqual(["4", 7]);
});

test.each([
  [0, 0],
  [2.9, 0],
  [3, 3],
  [6.9, 3],
  [7, undefined],
  [-0.1, 2],
  [-2, 2],
  [-2.5, 4],
  [-3.1, undefined],
])("at %s is part %s of the stack", (height, part) => {
  expect(findSlice(point, height)).toBe(part);
});

test("a series has its own color wherever it stands, and the remainder stays gray", () => {
  const toColor = (color: number | string | undefined, isOther = false) =>
    toSeriesColor({ id: "a", name: "A", color, isOther }, 2);
  expect([toColor(0), toColor("#123456"), toColor(undefined), toColor(0, true)]).toEqual([
    "var(--color-chart-1)",
    "#123456",
    "var(--color-chart-3)",
    "var(--color-chart-other)",
  ]);
});

test("the seventh series and the remainder are gray, and only pale colors have an edge", () => {
  const colors = Array.from({ length: 7 }, (_, index) => toSeriesColor({ id: "a", name: "A" }, index));
  expect(colors.at(5)).toBe("var(--color-chart-6)");
  expect(colors.at(6)).toBe("var(--color-chart-other)");
  expect(toSeriesColor({ id: "a", name: "A", isOther: true }, 0)).toBe("var(--color-chart-other)");
  expect(colors.flatMap((color) => toEdgeColor(color) ?? [])).toEqual([
    "var(--color-chart-2-edge)",
    "var(--color-chart-5-edge)",
  ]);
});

test("running sums add each value to those before it, and a comparison ends where a value is missing", () => {
  const points = ["1", "2.2", undefined, "4"].map((before, index) => ({
    day: `2026-11-2${index}`,
    values: [String(index), "10.1"],
    comparison: before === undefined ? undefined : { name: "before", value: before },
  }));
  expect(toRunning(points).map(({ values, comparison }) => [...values, comparison?.value])).toEqual([
    ["0", "10.1", "1"],
    ["1", "20.2", "3.2"],
    ["3", "30.3", undefined],
    ["6", "40.4", undefined],
  ]);
  expect(toRunningLine({ label: "budget", values: [5, 5, 6] }).values).toEqual([5, 10, 16]);
});
