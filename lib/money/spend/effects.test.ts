import Big from "big.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Segment, splitEffects } from "./effects";

const segment = (
  before: [cents: string, tokens: string],
  after: [cents: string, tokens: string],
): Segment => ({
  isTokens: true,
  beforeCents: before[0],
  beforeTokens: before[1],
  afterCents: after[0],
  afterTokens: after[1],
});

describe("the causes of a difference", () => {
  test("worked by hand: half as many tokens more, at a higher price, and of a dearer kind", () => {
    // Before: 1,000 at 0.1 and 1,000 at 0.3. After: 1,000 at 0.1 and 2,000 at 0.4.
    const found = splitEffects([
      segment(["100", "1000"], ["100", "1000"]),
      segment(["300", "1000"], ["800", "2000"]),
    ]);
    expect(found).toEqual({
      volumeCents: "200", // 1,000 more at 0.2 on average.
      priceCents: "200", // 2,000 at 0.1 more.
      mixCents: "100", // The second kind is two thirds instead of a half: 500 more of it at 0.1 above average, twice.
      otherCents: "0",
      tokensBefore: "2000",
      tokensAfter: "3000",
    });
  });

  test("a kind that is new has no earlier price, so its price hasn't changed", () => {
    expect(
      splitEffects([segment(["100", "1000"], ["0", "0"]), segment(["0", "0"], ["500", "1000"])]),
    ).toMatchObject({
      volumeCents: "0",
      mixCents: "400",
      priceCents: "0",
    });
  });

  test("the causes of a difference cost without tokens, tokens without cost, and corrections are no change of a price", () => {
    const search = { ...segment(["10", "0"], ["25", "0"]), isTokens: false };
    const correction = segment(["0", "0"], ["-7", "0"]);
    const free = segment(["0", "5000"], ["0", "90000"]);
    expect(splitEffects([segment(["100", "1000"], ["150", "1500"]), search, correction, free])).toMatchObject(
      {
        volumeCents: "50",
        mixCents: "0",
        priceCents: "0",
        otherCents: "8",
        tokensAfter: "1500",
      },
    );
  });

  test("without tokens before there is nothing to split", () => {
    expect(splitEffects([])).toBeNull();
    expect(splitEffects([segment(["0", "0"], ["5", "50"])])).toBeNull();
  });

  test("the causes of a difference add up to the difference exactly", () => {
    const cents = fc
      .bigInt({ min: -(10n ** 9n), max: 10n ** 15n })
      .map((units) => new Big(String(units)).div(1e6).toFixed());
    const tokens = fc.bigInt({ min: 0n, max: 10n ** 13n }).map(String);
    const anySegment = fc.record({
      isTokens: fc.boolean(),
      beforeCents: cents,
      afterCents: cents,
      beforeTokens: tokens,
      afterTokens: tokens,
    });
    fc.assert(
      fc.property(fc.array(anySegment, { maxLength: 12 }), (segments) => {
        const found = splitEffects(segments);
        if (!found) return;
        const difference = segments.reduce(
          (sum, each) => sum.plus(each.afterCents).minus(each.beforeCents),
          new Big(0),
        );
        const { volumeCents, mixCents, priceCents, otherCents } = found;
        const together = [mixCents, priceCents, otherCents].reduce(
          (sum, one) => sum.plus(one),
          new Big(volumeCents),
        );
        expect(together.toFixed()).toBe(difference.toFixed());
      }),
    );
  });
});
