import { expect, test } from "vitest";
import { placeLabels } from "./mark-labels";

const area = { x: 50, y: 10, width: 600 };
const label = "checkout-batch +$158";
const placed = (...marks: { x: number; y: number }[]) =>
  placeLabels(
    marks.map((mark) => ({ ...mark, label })),
    area,
  ).map(({ x, y, anchor }) => [x, y, anchor]);

test("a label is above its mark, toward the middle of the chart", () => {
  expect(placed({ x: 100, y: 60 }, { x: 600, y: 80 })).toEqual([
    [100, 51, "start"],
    [600, 71, "end"],
  ]);
});

test("a label never leaves the chart at its top", () => {
  expect(placed({ x: 100, y: 10 })).toEqual([[100, 19, "start"]]);
});

test("of two marks close together, only the higher one has a label", () => {
  expect(placed({ x: 100, y: 60 }, { x: 120, y: 55 })).toEqual([[120, 46, "start"]]);
  expect(placed({ x: 100, y: 60 }, { x: 120, y: 90 })).toHaveLength(2);
});

test("no more than four marks have labels, and none in a chart that is too narrow for it", () => {
  const many = Array.from({ length: 9 }, (_, index) => ({ x: 100, y: 40 + 30 * index }));
  expect(placed(...many)).toHaveLength(4);
  expect(placeLabels([{ x: 60, y: 60, label }], { ...area, width: 90 })).toEqual([]);
});
