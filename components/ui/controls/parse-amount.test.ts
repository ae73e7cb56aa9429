import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAmount } from "./parse-amount";

test.each([
  ["2200", "220000"],
  ["2,200", "220000"],
  ["2.200", "220000"],
  ["2.200,00", "220000"],
  ["2,200.00", "220000"],
  ["$2,200", "220000"],
  ["US$2,200.5", "220050"],
  ["2 200,50 $", "220050"],
  ["2\u202f200,50", "220050"],
  ["2'200.50", "220050"],
  ["2’200", "220000"],
  ["USD 1,234,567.89", "123456789"],
  ["1.234.567 USD", "123456700"],
  [" 1500.5 ", "150050"],
  ["1500,5", "150050"],
  ["12,34", "1234"],
  ["0.07", "7"],
  ["0,5", "50"],
  ["999999999999.99", "99999999999999"],
  ["0", "0"],
])("%j is %s cents", (typed, cents) => {
  expect(parseAmount(typed, 2)).toBe(cents);
});

test.each([
  "",
  "$",
  "-5",
  "+5",
  "1,23,456",
  "1,2345.00",
  "1,234,56",
  "0.125",
  "0,000",
  "12.3456",
  "2 2",
  "1e5",
  "2k",
  "1.2.3",
  "1,234,567,890,123",
  "5 or 6",
  "٣٠",
])("%j is no amount", (typed) => {
  expect(parseAmount(typed, 2)).toBeNull();
});

test("a currency without decimals takes groups and no fraction", () => {
  expect(parseAmount("12,500", 0)).toBe("12500");
  expect(parseAmount("12.5", 0)).toBeNull();
});

test("every amount reads back from how each language writes it", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 99_999_999_999_999n }),
      fc.constantFrom("en", "de", "fr", "de-CH", "es", "pl"),
      (cents, locale) => {
        const whole = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
        const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
        expect(parseAmount(format.format(whole as `${number}`), 2)).toBe(String(cents));
      },
    ),
  );
});
