import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { roundCents } from "@/lib/core/money/rounding";
import { printActors } from "./print-actors";

const add = (amounts: readonly (string | null)[]) =>
  amounts.reduce((sum, one) => sum.plus(one ?? 0), new Big(0)).toFixed();
const cents = fc.nat(99_999_999).map((value) => new Big(value).div(10_000).toFixed());

test("the rows of all pages add up to their sum, and with the rest to the report's total", () => {
  const amounts = fc.array(fc.tuple(cents, cents), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(amounts, cents, (given, rest) => {
      const sum = add(given.map(([net]) => net));
      const listSum = add(given.map(([, list]) => list));
      const reported = add([sum, rest]);
      const { printed, printRows } = printActors({ amounts: given, sum, list_sum: listSum }, reported);
      const pages = [0, 50, 100].flatMap((offset) => printRows(given.slice(offset, offset + 50), offset));
      expect(add(pages.map(({ printedCents }) => printedCents))).toBe(printed.cents);
      expect(add(pages.map(({ printedListCents }) => printedListCents))).toBe(printed.listCents);
      expect(add([printed.cents, printed.restCents])).toBe(roundCents(reported, printed.places));
    }),
  );
});

test("an estimate has no list prices", () => {
  const { printed, printRows } = printActors({ amounts: [["1.5", null]], sum: "1.5", list_sum: null }, "3");
  expect(printed).toEqual({ cents: "2", listCents: null, restCents: "1", reportedCents: "3", places: 0 });
  expect(printRows([{}], 0)).toEqual([{ printedCents: "2", printedListCents: null }]);
});
