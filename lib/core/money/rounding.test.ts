import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countDecimals, formatCents, toExact } from "./money";
import { type ExactRow, roundCenters, roundCents, roundParts, roundTable } from "./rounding";
import { findPlaces } from "./rounding-units";

const cents = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 4 }), fc.nat(99_999))
  .map(([isCredit, whole, zeros, part]) => {
    const text = `${whole}.${"0".repeat(zeros)}${part}`;
    return new Big(isCredit ? `-${text}` : text).toFixed();
  });
/** Amounts as they often are: nothing, whole, halves, or with many digits. */
const amount = fc.oneof(cents, fc.constantFrom("0", "0.5", "-0.5", "1.5", "3", "0.004", "0.0001"));
const parts = fc.array(amount, { minLength: 1, maxLength: 12 });
const table = fc
  .integer({ min: 1, max: 7 })
  .chain((width) =>
    fc.array(
      fc.record(
        { parts: fc.array(amount, { minLength: width, maxLength: width }), before: amount },
        { requiredKeys: ["parts"] },
      ),
      { minLength: 1, maxLength: 12 },
    ),
  ) as fc.Arbitrary<ExactRow[]>; // Sound: a key that isn't required is missing.

const add = (amounts: readonly string[]) => amounts.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();
const minus = (one: string, other: string) => new Big(one).minus(other).toFixed();

/** As printed with so many places, an amount is one of its two neighbors, and itself if it needs no rounding. */
function expectNeighbor(printed: string, exact: string, places: number) {
  const unit = new Big(10).pow(-places);
  expect(new Big(printed).minus(exact).abs().lt(unit), `${exact} as ${printed}`).toBe(true);
  expect(new Big(printed).mod(unit).eq(0)).toBe(true);
}

test("parts add up to their rounded total, and no part is off by a unit", () => {
  fc.assert(
    fc.property(parts, (exact) => {
      const printed = roundParts(exact);
      const places = findPlaces([...exact, add(exact)]);
      expect(add(printed)).toBe(roundCents(add(exact), places));
      for (const [index, part] of exact.entries()) expectNeighbor(printed[index] ?? "", part, places);
    }),
  );
});

test("the parts that lost most are raised", () => {
  fc.assert(
    fc.property(parts, (exact) => {
      const unit = new Big(10).pow(-findPlaces([...exact, add(exact)]));
      const printed = roundParts(exact);
      const lost = exact.map((part) => {
        const rest = new Big(part).mod(unit);
        return rest.lt(0) ? rest.plus(unit) : rest;
      });
      const isRaised = (index: number) => new Big(printed[index] ?? 0).gt(exact[index] ?? 0);
      const raised = lost.filter((_, index) => isRaised(index));
      const lowered = lost.filter((_, index) => !isRaised(index));
      for (const one of raised) for (const other of lowered) expect(one.gte(other)).toBe(true);
    }),
  );
});

test("the first of equal parts is raised", () => {
  expect(roundParts(["33.4", "33.4", "33.4"])).toEqual(["34", "33", "33"]);
  expect(roundParts(["-33.4", "-33.4", "-33.4"])).toEqual(["-33", "-33", "-34"]);
  expect(roundParts([])).toEqual([]);
});

test("the parts of a printed amount add up to it", () => {
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (groups) => {
      const sums = groups.map(add);
      const places = findPlaces([...sums, ...groups.flat(), add(sums)]);
      const printed = roundParts(sums, { places, total: roundCents(add(sums), places) });
      for (const [index, group] of groups.entries()) {
        const total = printed[index] ?? "";
        expect(add(roundParts(group, { places, total }))).toBe(total);
      }
    }),
  );
});

test("parts are printed as their nearest unit if those add up to the total", () => {
  fc.assert(
    fc.property(parts, (exact) => {
      const places = findPlaces([...exact, add(exact)]);
      const nearest = exact.map((part) => roundCents(part, places));
      const isHalf = (part: string) =>
        new Big(part)
          .mod(new Big(10).pow(-places))
          .abs()
          .eq(new Big(0.5).times(new Big(10).pow(-places)));
      if (add(nearest) === roundCents(add(exact), places) && !exact.some(isHalf))
        expect(roundParts(exact)).toEqual(nearest);
    }),
  );
});

test("the rows of a table, their parts, and its columns are printed as lists of their own", () => {
  fc.assert(
    fc.property(table, (exact) => {
      const { rows, total, places, isOff } = roundTable(exact);
      const within = { places, total: total.total };
      const width = Math.max(...exact.map((row) => row.parts.length));
      const columns = Array.from({ length: width }, (_, at) => add(exact.map((row) => row.parts[at] ?? "0")));
      expect(total.total).toBe(roundCents(add(columns), places));
      expect(total.before).toBe(roundCents(add(exact.map((row) => row.before ?? "0")), places));
      expect(rows.map((row) => row.total)).toEqual(
        roundParts(
          exact.map((row) => add(row.parts)),
          within,
        ),
      );
      expect(total.parts).toEqual(roundParts(columns, within));
      for (const [index, row] of rows.entries()) {
        const of = { places, total: row.total };
        expect(row.parts).toEqual(roundParts(exact[index]?.parts ?? [], of));
        expect(add(row.parts)).toBe(row.total);
      }
      const misses = columns.some((_, at) => add(rows.map((row) => row.parts[at] ?? "")) !== total.parts[at]);
      expect(isOff).toBe(misses);
    }),
    { numRuns: 400 },
  );
});

test("printed differences are those of the printed amounts, in each row and in all", () => {
  fc.assert(
    fc.property(table, (exact) => {
      const { rows, total, places } = roundTable(exact);
      for (const row of [...rows, total]) expect(minus(row.total, row.before)).toBe(row.difference);
      for (const name of ["total", "before", "difference"] as const)
        expect(add(rows.map((row) => row[name]))).toBe(total[name]);
      for (const [index, row] of exact.entries())
        expectNeighbor(rows[index]?.before ?? "", row.before ?? "0", places);
    }),
    { numRuns: 400 },
  );
});

test("a table prints its rows and columns as another list does, and a missing one is the rest", () => {
  const exact = [{ parts: ["24860.5", "10.1"] }, { parts: ["11.5", "0.2"] }, { parts: ["7.3", "0.4"] }];
  expect(roundTable(exact).rows.map(({ total }) => total)).toEqual(["24870", "12", "8"]);
  const { rows, total } = roundTable(exact, {
    rows: ["24871", "11", undefined],
    columns: ["24880", undefined],
  });
  expect(rows.map(({ total }) => total)).toEqual(["24871", "11", "8"]);
  expect(total.parts).toEqual(["24880", "10"]);
});

test("cost centers print their own cost as the cost report does, and shares that add up to what is common", () => {
  const anyCenters = fc
    .integer({ min: 1, max: 3 })
    .chain((width) =>
      fc.array(fc.array(amount, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    );
  fc.assert(
    fc.property(anyCenters, (exact) => {
      const { rows, total, places } = roundCenters(exact);
      const column = (at: number) => exact.map((row) => row[at] ?? "0");
      const common = (exact[0] ?? []).slice(1).map((_, at) => add(column(at + 1)));
      const listed = roundParts([...column(0), ...common], { places, total: total.total });
      expect(total.total).toBe(roundCents(add(exact.flat()), places));
      expect([...rows.map((row) => row.parts[0]), ...total.parts.slice(1)]).toEqual(listed);
      for (const row of [...rows, total]) expect(add(row.parts)).toBe(row.total);
      for (const at of total.parts.keys())
        expect(add(rows.map((row) => row.parts[at] ?? ""))).toBe(total.parts[at]);
      for (const [index, row] of exact.entries())
        for (const [at, part] of row.entries()) expectNeighbor(rows[index]?.parts[at] ?? "", part, places);
    }),
  );
});

test("an amount that didn't change has no difference", () => {
  const rows = Array.from({ length: 9 }, (_, index) => ({ parts: [`10.${index}`], before: `10.${index}` }));
  expect(roundTable(rows).rows.map(({ difference }) => difference)).toEqual(rows.map(() => "0"));
});

test("a year of days by many groups is rounded at once", () => {
  const cell = (row: number, column: number) => `${(row * 7919 + column * 104_729) % 1000}.${row}7${column}3`;
  const exact = Array.from({ length: 3660 }, (_, row) => ({
    parts: Array.from({ length: 7 }, (_, column) => cell(row, column)),
    before: cell(row, 8),
  }));
  const { rows, total } = roundTable(exact);
  expect(add(rows.map((row) => row.total))).toBe(total.total);
});

test.each([
  ["0", 0, "0"],
  ["0.5", 1, "0.5"],
  ["12.5", 0, "13"],
  ["-12.5", 0, "-13"],
  ["-0.4", 0, "0"],
  ["0.0123456", 3, "0.012"],
])("%s is rounded to %i places: %s", (exact, places, printed) => {
  expect(roundCents(exact, places)).toBe(printed);
});

test.each(["USD", "JPY", "KWD", "CLF", "credits"])("printed amounts in %s add up", (currency) => {
  const toNumber = (printed: string) => {
    const text = formatCents(printed, "en", currency);
    return new Big(
      text
        .replace(currency, "")
        .replace("−", "-")
        .replace(/[^\d.-]/g, ""),
    );
  };
  const addNumbers = (printed: readonly string[]) =>
    printed.reduce((all, one) => all.plus(toNumber(one)), new Big(0)).toFixed();
  const expectSums = (exact: ExactRow[]) => {
    const { rows, total, places } = roundTable(exact);
    for (const row of [...rows, total]) {
      expect(addNumbers(row.parts)).toBe(toNumber(row.total).toFixed());
      expect(addNumbers([row.before, row.difference])).toBe(toNumber(row.total).toFixed());
    }
    expect(addNumbers(rows.map((row) => row.total))).toBe(toNumber(total.total).toFixed());
    // What is printed has no more decimals than the currency, unless all that is exact is smaller.
    if (places === 0)
      expect(toExact(total.total, currency).split(".")[1]?.length ?? 0).toBeLessThanOrEqual(
        countDecimals(currency),
      );
  };
  // The difference, −0.996, is a whole unit as printed, and yet all that is exact is smaller than a unit.
  expectSums([{ parts: ["0.004", "-0.5", "0"], before: "0.5" }]);
  fc.assert(fc.property(table, expectSums));
});

test("amounts that are tiny together keep two digits, and among larger ones they are nothing", () => {
  expect(roundParts(["0.0031", "0.00114"])).toEqual(["0.0031", "0.0011"]);
  expect(roundParts(["500.2", "0.0031", "0.00114"])).toEqual(["500", "0", "0"]);
});

test("parts that don't add up to what is printed are rounded all the same, and no text is an amount", () => {
  expect(roundParts(["1.5", "1.5"], { places: 0, total: "5" })).toEqual(["2", "2"]);
  expect(roundParts(["1.5", "1.5"], { places: 0, total: "0" })).toEqual(["1", "1"]);
  expect(() => roundParts(["one"])).toThrow("not a decimal");
});
