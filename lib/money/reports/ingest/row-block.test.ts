import fc from "fast-check";
import { expect, test } from "vitest";
import { joinBlocks, toBlock, toDigestText } from "./row-block";

const rows = fc.array(
  fc.record({ name: fc.string(), cents: fc.integer(), currency: fc.constantFrom("EUR", "USD") }),
);

test("rows have the same digest however they are cut into blocks", () => {
  fc.assert(
    fc.property(rows, rows, rows, (first, second, third) => {
      const whole = toBlock([...first, ...second, ...third]);
      const joined = joinBlocks([first, second, third].map((some) => toBlock(some)));
      expect(joined).toEqual(whole);
    }),
  );
});

test("the digest depends on the rows and not on their order", () => {
  const [one, other] = [{ model: "a" }, { model: "b" }];
  expect(toDigestText(toBlock([one, other]))).toBe(toDigestText(toBlock([other, one])));
  const digests = [[], [one], [one, one], [one, one, one], [one, other]].map((some) =>
    toDigestText(toBlock(some)),
  );
  expect(new Set(digests).size).toBe(digests.length);
});
