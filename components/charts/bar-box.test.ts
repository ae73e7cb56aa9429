import { expect, test } from "vitest";
import { toBarBox, toBarPath } from "./bar-box";

test.each([
  [20, { x: 102, width: 16, hasGap: true }],
  [200, { x: 176, width: 48, hasGap: true }],
  [10, { x: 101, width: 8, hasGap: true }],
  [9, { x: 100, width: 9, hasGap: false }],
  [0.4, { x: 100, width: 1, hasGap: false }],
])("a column of %s px has a bar with gaps only if the bar is at least 8 px wide", (width, box) => {
  expect(toBarBox({ x: 100, width })).toEqual(box);
});

test("narrow bars touch without a seam", () => {
  const boxes = Array.from({ length: 50 }, (_, index) => toBarBox({ x: index * 7.3, width: 7.3 }));
  for (const [index, { x, width }] of boxes.entries())
    expect(boxes[index + 1]?.x ?? x + width).toBe(x + width);
});

test("only the upper corners are round, and never more than the bar is high", () => {
  const box = { x: 10, y: 20, width: 8, height: 40 };
  expect(toBarPath(box, 2)).toBe("M10,60v-38a2,2 0 0 1 2,-2h4a2,2 0 0 1 2,2v38z");
  expect(toBarPath({ ...box, height: 1 }, 2)).toBe("M10,21v0a1,1 0 0 1 1,-1h6a1,1 0 0 1 1,1v0z");
});
