import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { add, compare, divide, formatDecimal, multiply, parseDecimal, round, subtract } from "./decimal";

/** Amounts as the API sends them, with signs, many digits, zeros at the end, no whole part, and exponents. */
const text = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.bigInt({ min: 0n, max: 20n })),
    fc.constantFrom("", ".", ".5", ".50", ".00", ".0000001", ".123456789012345678901", ".999999999"),
    fc.constantFrom("", "", "", "e3", "E-7", "e+2"),
  )
  .map(([sign, whole, fraction, exponent]) => `${sign}${whole}${fraction}${exponent}`);
const places = fc.integer({ min: 0, max: 20 });

/** Big has a negative zero, which isn't printed. */
const ofBig = (big: Big) => (big.eq(0) ? "0" : big.toFixed());

test.each([
  ["1.50", "1.5"],
  ["-0.0", "0"],
  [".5", "0.5"],
  ["5.", "5"],
  ["1e-7", "0.0000001"],
  ["12e2", "1200"],
  ["007", "7"],
])("%s is %s", (given, exact) => expect(formatDecimal(parseDecimal(given))).toBe(exact));

test.each(["", "-", ".", "1,5", "abc", "1e", "0x1", " 1", "+1", "NaN", "Infinity"])(
  "“%s” is no decimal",
  (given) => {
    expect(() => parseDecimal(given)).toThrow(RangeError);
  },
);

test("sums, differences, products, and comparisons are those of a library for decimals", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [a, b] = [parseDecimal(one), parseDecimal(other)];
      expect(formatDecimal(add(a, b))).toBe(ofBig(new Big(one).plus(other)));
      expect(formatDecimal(subtract(a, b))).toBe(ofBig(new Big(one).minus(other)));
      expect(formatDecimal(multiply(a, b))).toBe(ofBig(new Big(one).times(other)));
      expect(compare(a, b)).toBe(new Big(one).cmp(other));
    }),
  );
});

test("quotients and what is rounded are those of a library for decimals", () => {
  fc.assert(
    fc.property(text, text, places, (one, other, digits) => {
      const rounded = new Big(one).round(digits, Big.roundHalfUp);
      expect(formatDecimal(round(parseDecimal(one), digits))).toBe(ofBig(rounded));
      fc.pre(!new Big(other).eq(0));
      const Quotient = Big();
      Quotient.DP = digits;
      const quotient = new Quotient(one).div(other);
      expect(formatDecimal(divide(parseDecimal(one), parseDecimal(other), digits))).toBe(ofBig(quotient));
    }),
  );
});

test("nothing can be divided by zero", () => {
  expect(() => divide(parseDecimal("1"), parseDecimal("0.00"), 2)).toThrow(RangeError);
});
