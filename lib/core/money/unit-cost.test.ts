import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { million, toUnitCost } from "./unit-cost";

test.each([
  ["1874.5", "2", "1", "937.25"],
  ["100", "3", "1", "33.33333333"],
  ["200", "3", "1", "66.66666667"],
  ["-200", "3", "1", "-66.66666667"],
  ["0", "7", "1", "0"],
  ["300", "250000", million, "1200"],
  ["123456789012345678901234567890.1", "1", "1", "123456789012345678901234567890.1"],
])("%s cents for %s units are %s × %s", (cents, units, per, cost) => {
  expect(toUnitCost(cents, units, per)).toBe(cost);
});

test("a cost of unknown units, or of none, is unknown", () => {
  expect(toUnitCost("100", null)).toBeNull();
  expect(toUnitCost("100", "0")).toBeNull();
  expect(toUnitCost("0", 0n, million)).toBeNull();
});

test("the units times their cost are the cost, to the last kept digit", () => {
  const amount = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 8 }));
  fc.assert(
    fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 15n }), ([whole, scale], units) => {
      const cents = new Big(whole.toString()).times(new Big(10).pow(-scale));
      const cost = toUnitCost(cents.toFixed(), units);
      const rest = new Big(cost ?? "NaN").times(units.toString()).minus(cents).abs();
      expect(rest.lte(new Big("5e-9").times(units.toString()))).toBe(true);
    }),
  );
});
