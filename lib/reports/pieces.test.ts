import fc from "fast-check";
import { expect, test } from "vitest";
import { listBuckets, toPieces } from "./pieces";
import {
  addDays,
  granularities,
  isDay,
  listDays,
  toGroupQuery,
  toPeriodEnd,
  toPeriodStart,
} from "./search-params";

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 800 }))
  .map(([start, length]) => ({
    from: addDays("2020-01-01", start),
    to: addDays("2020-01-01", start + length),
  }));

test("pieces cover every day of a range once, with whole periods only", () => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom(...granularities), (range, granularity) => {
      const pieces = toPieces(range, granularity);
      expect(pieces.flatMap(listDays)).toEqual(listDays(range));
      for (const { grain, from, to } of pieces) {
        expect(toPeriodStart(from, grain)).toBe(from);
        expect(toPeriodEnd(to, grain)).toBe(to);
      }
    }),
  );
});

test("every day of a range lies in the bucket before or at it", () => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom(...granularities), (range, granularity) => {
      const starts = listDays(range).map((day) => [toPeriodStart(day, granularity), range.from].sort()[1]);
      expect(listBuckets(range, granularity)).toEqual([...new Set(starts)]);
    }),
  );
});

test("weeks start on Monday and months know their length", () => {
  expect(toPeriodStart("2026-11-29", "week")).toBe("2026-11-23");
  expect(toPeriodEnd("2026-11-23", "week")).toBe("2026-11-29");
  expect(toPeriodEnd("2028-02-10", "month")).toBe("2028-02-29");
});

test("only days that exist are days", () => {
  expect(["2026-02-28", "2026-02-29", "2026-13-01", "2026-1-1", ""].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("a range of one's own goes before the preset, and nonsense falls back to it", () => {
  const search = { range: "7d", from: null, to: null, group: "model", granularity: null } as const;
  expect(toGroupQuery(search, "2026-11-24")).toMatchObject({
    from: "2026-11-18",
    to: "2026-11-24",
    granularity: "day",
  });
  expect(toGroupQuery({ ...search, from: "2026-01-01" }, "2026-11-24")).toMatchObject({
    from: "2026-01-01",
    to: "2026-11-24",
    granularity: "month",
  });
  expect(toGroupQuery({ ...search, from: "2026-11-24", to: "2026-11-01" }, "2026-11-24").from).toBe(
    "2026-11-18",
  );
});
