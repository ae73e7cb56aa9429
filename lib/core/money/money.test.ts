import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCents, formatCentsShort, toExact } from "./money";
import { compareDecimals, sumDecimals, sumShares, toChange, toDifference, toShare } from "./money-math";

test.each([
  ["1874.30652", "18.7430652"],
  ["0", "0"],
  ["-50", "-0.5"],
  ["1e-7", "0.000000001"],
  ["123456789012345678901234567890.1", "1234567890123456789012345678.901"],
])("%s cents are %s dollars, exactly", (cents, dollars) => {
  expect(toExact(cents, "USD")).toBe(dollars);
});

test("no amount loses anything as dollars", () => {
  const digits = fc.tuple(
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.integer({ min: 0, max: 20 }),
  );
  fc.assert(
    fc.property(digits, ([whole, scale]) => {
      const cents = new Big(whole.toString()).times(new Big(10).pow(-scale)).toFixed();
      expect(new Big(toExact(cents, "USD")).times(100).eq(cents)).toBe(true);
    }),
  );
});

test.each([
  ["1874.30652", "$18.74"],
  ["1874.5", "$18.75"],
  ["-1874.5", "−$18.75"],
  ["0", "$0.00"],
  ["0.01234", "$0.00012"],
  ["0.99", "$0.0099"],
  ["123456789012345678", "$1,234,567,890,123,456.78"],
])("%s cents read as %s", (cents, text) => {
  expect(formatCents(cents, "en", "USD")).toBe(text);
});

test("a German reader sees German separators", () => {
  expect(formatCents("123456", "de", "USD").replace(/\s/g, " ")).toBe("1.234,56 $");
});

test("an axis has short amounts", () => {
  expect(formatCentsShort(123_456, "en", "USD")).toBe("$1.2K");
});

test("a share of nothing is 0", () => {
  expect(toShare("1", "0")).toBe(0);
  expect(toShare("1", "3")).toBe(0.333333);
});

test("sums are exact, and nothing is zero", () => {
  expect(sumDecimals(["0.1", "0.2", "1e-7"])).toBe("0.3000001");
  expect(sumDecimals(["-5", "9007199254740993"])).toBe("9007199254740988");
  expect(sumDecimals([])).toBe("0");
});

test("sums, differences, and ratios are those of a library for decimals", () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
    .map(([whole, scale]) => new Big(whole.toString()).times(new Big(10).pow(-scale)).toFixed());
  const days = fc.record({
    before: fc.integer({ min: 1, max: 400 }),
    after: fc.integer({ min: 1, max: 400 }),
  });
  fc.assert(
    fc.property(decimal, decimal, days, (one, other, { before, after }) => {
      expect(sumDecimals([one, other])).toBe(new Big(one).plus(other).toFixed());
      expect(toDifference(one, other)).toBe(new Big(other).minus(one).toFixed());
      expect(compareDecimals(one, other)).toBe(new Big(one).cmp(other));
      fc.pre(!new Big(other).eq(0));
      expectNear(toShare(one, other), new Big(one).div(other));
      const [from, to] = [new Big(other).times(after), new Big(one).times(before)];
      expectNear(toChange(other, one, { before, after }), to.minus(from).div(from));
      const share = new Big(one).times(after).div(before).round(4).toFixed();
      expect(sumShares([{ of: one, part: after, whole: before }], 4)).toBe(share);
    }),
  );
});

function expectNear(ratio: number | null, exact: Big) {
  const off = Math.abs((ratio ?? Number.NaN) - Number(exact));
  expect(off).toBeLessThanOrEqual(0.000001 + Math.abs(Number(exact)) * 1e-12);
}

test("ratios have six decimals, and a half goes away from zero", () => {
  expect([toShare("1", "-3"), toShare("-5", "10000000"), toShare("5", "10000000")]).toEqual([
    -0.333333, -0.000001, 0.000001,
  ]);
  expect([toChange("0", "5"), toChange("-4", "2"), toChange("1e3", "1100")]).toEqual([null, -1.5, 0.1]);
});

test.each([
  ["1874.30652", "EUR", "€18.74", "18.7430652"],
  ["1874", "JPY", "¥1,874", "1874"],
  ["18743", "KWD", "KWD 18.743", "18.743"],
  ["-1874", "CAD", "−CAD 18.74", "-18.74"],
  ["1874", "XYZ", "XYZ 18.74", "18.74"],
  ["1874.4", "credits", "18.74 credits", "18.744"],
])("%s of %s read as %s", (cents, currency, text, exact) => {
  expect(formatCents(cents, "en", currency).replace(/\s/g, " ")).toBe(text);
  expect(toExact(cents, currency)).toBe(exact);
});

test("no currency but US dollars is written with a dollar sign, in either language", () => {
  const others = Intl.supportedValuesOf("currency").filter((currency) => currency !== "USD");
  for (const locale of ["en", "de"])
    for (const currency of [...others, "credits"])
      for (const text of [
        formatCents("123456", locale, currency),
        formatCentsShort(123_456, locale, currency),
      ])
        expect(text, `${locale} ${currency}`).not.toContain("$");
});

test.each(["", "1,5", "a1", "1e", "0x10"])("%j is no amount", (text) => {
  expect(() => formatCents(text, "en", "USD")).toThrow();
});
