import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { spread } from "./spread";

const cents = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([isCredit, whole, part]) => `${isCredit ? "-" : ""}${whole}.${String(part).padStart(9, "0")}`);

const countDecimals = (cents: string) => new Big(cents).toFixed().split(".")[1]?.length ?? 0;

test("parts add up to the amount exactly, and each is within a unit of its share", () => {
  fc.assert(
    fc.property(cents, fc.array(cents, { minLength: 1, maxLength: 8 }), (amount, weights) => {
      const parts = spread(amount, weights);
      const unit = new Big(10).pow(-Math.max(6, ...[amount, ...weights].map(countDecimals)));
      const whole = weights.reduce((sum, weight) => sum.plus(new Big(weight).gt(0) ? weight : 0), new Big(0));
      if (!parts) {
        expect(whole.eq(0)).toBe(true);
        return;
      }
      expect(parts.reduce((sum, part) => sum.plus(part), new Big(0)).eq(amount)).toBe(true);
      for (const [index, part] of parts.entries()) {
        const weight = new Big(weights[index] ?? 0);
        // Multiplied, because division would round.
        const off = new Big(part).times(whole).minus(new Big(amount).times(weight.gt(0) ? weight : 0));
        expect(off.abs().lt(whole.times(unit))).toBe(true);
      }
    }),
  );
});

test("leftover units go to the parts that were cut most, and to the first of equal parts", () => {
  expect(spread("0.000002", ["1", "1", "1"])).toEqual(["0.000001", "0.000001", "0"]);
  expect(spread("10", ["2", "1"])).toEqual(["6.666667", "3.333333"]);
  expect(spread("-10", ["2", "1"])).toEqual(["-6.666667", "-3.333333"]);
  expect(spread("1", ["-5", "0"])).toBeNull();
});
