import { expect, test } from "vitest";
import { toMinorUnits } from "./to-minor-units";

test.each([
  ["1500", 2, "150000"],
  [" 12.5 ", 2, "1250"],
  ["0.07", 2, "7"],
  ["0", 2, "0"],
  ["1500", 0, "1500"],
  ["1.500", 3, "1500"],
])("%j with %j decimals is %j", (typed, decimals, units) => {
  expect(toMinorUnits(typed, decimals)).toBe(units);
});

test.each([
  ["", 2],
  ["-1", 2],
  ["1e3", 2],
  ["1,50", 2],
  ["1.505", 2],
  ["1.5", 0],
  ["1234567890123", 2],
])("%j with %j decimals is no amount", (typed, decimals) => {
  expect(toMinorUnits(typed, decimals)).toBeNull();
});
