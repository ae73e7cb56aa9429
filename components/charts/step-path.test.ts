import { expect, test } from "vitest";
import { toStepPath } from "./step-path";

const at = (...ys: (number | null)[]) => ys.map((y) => ({ x: 0, y }));

test("equal levels are one line, a change is a step, and a missing value is a gap", () => {
  const path = toStepPath(at(50, 50, 20, null, 30), { x: 10, width: 5 });
  expect(path).toBe("M10,50H15H20V20H25M30,30H35");
});

test("no values draw nothing", () => {
  expect(toStepPath(at(null, null), { x: 0, width: 5 })).toBe("");
});
