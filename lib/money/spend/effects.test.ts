import Big from "big.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitByDays } from "@/lib/core/money/money-math";
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

  test("twice as many days of the same use change nothing, because the days themselves are told before", () => {
    const found = splitEffects([segment(["100", "1000"], ["220", "2000"])], { before: 30, after: 60 });
    expect(found).toMatchObject({ volumeCents: "0", priceCents: "20", mixCents: "0", otherCents: "0" });
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
    const anyCount = fc.integer({ min: 1, max: 400 });
    const anyDays = fc.record({ before: anyCount, after: anyCount });
    fc.assert(
      fc.property(fc.array(anySegment, { maxLength: 12 }), anyDays, (segments, days) => {
        const found = splitEffects(segments, days);
        if (!found) return;
        const sum = (parts: readonly string[]) =>
          parts.reduce((total, part) => total.plus(part), new Big(0)).toFixed();
        const before = sum(segments.map(({ beforeCents }) => beforeCents));
        const after = sum(segments.map(({ afterCents }) => afterCents));
        const { extraDays } = splitByDays(before, after, days);
        const { volumeCents, mixCents, priceCents, otherCents } = found;
        const together = sum([extraDays, volumeCents, mixCents, priceCents, otherCents]);
        expect(together).toBe(new Big(after).minus(before).toFixed());
      }),
    );
  });
});
