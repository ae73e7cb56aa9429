import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countDecimals, formatCents, toExact } from "./money";
import { type ExactRow, roundAsRanked, roundCents, roundParts, roundRanked, roundTable } from "./rounding";
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

test("a table adds up in both directions, with its differences, and nothing is off by a unit", () => {
  fc.assert(
    fc.property(table, (exact) => {
      const { rows, total, places } = roundTable(exact);
      for (const row of [...rows, total]) {
        expect(add(row.parts)).toBe(row.total);
        expect(minus(row.total, row.before)).toBe(row.difference);
      }
      for (const column of total.parts.keys())
        expect(add(rows.map((row) => row.parts[column] ?? ""))).toBe(total.parts[column]);
      for (const name of ["total", "before", "difference"] as const)
        expect(add(rows.map((row) => row[name]))).toBe(total[name]);
      for (const [index, row] of exact.entries()) {
        const printed = rows[index];
        const before = row.before ?? "0";
        for (const [column, part] of row.parts.entries())
          expectNeighbor(printed?.parts[column] ?? "", part, places);
        expectNeighbor(printed?.total ?? "", add(row.parts), places);
        expectNeighbor(printed?.before ?? "", before, places);
        expectNeighbor(printed?.difference ?? "", minus(add(row.parts), before), places);
      }
    }),
    { numRuns: 400 },
  );
});

test("the total of a table and what it is compared with are rounded as anywhere else", () => {
  fc.assert(
    fc.property(table, (exact) => {
      const { total, places } = roundTable(exact);
      const whole = add(exact.flatMap((row) => row.parts));
      const before = add(exact.map((row) => row.before ?? "0"));
      const difference = minus(whole, before);
      expect(total.total).toBe(roundCents(whole, places));
      // Two halves with different signs would both go away from zero, and their difference isn't rounded.
      const isWhole = new Big(difference).mod(new Big(10).pow(-places)).eq(0);
      expect(total.before).toBe(isWhole ? minus(total.total, difference) : roundCents(before, places));
    }),
    { numRuns: 400 },
  );
});

/** Every way to round each cell to a neighbor. */
function* listRoundings(cells: readonly string[]): Generator<Big[]> {
  const [first, ...rest] = cells;
  if (first === undefined) return yield [];
  const low = new Big(first).round(0, first.startsWith("-") ? Big.roundUp : Big.roundDown);
  const both = low.eq(first) ? [low] : [low, low.plus(1)];
  for (const others of listRoundings(rest)) for (const cell of both) yield [cell, ...others];
}

test("totals of rows and columns are those of lists whenever a table can have both", () => {
  const small = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 3 }))
    .chain(([height, width]) =>
      fc.array(
        fc.array(fc.constantFrom("0", "0.5", "10.2", "10.4", "0.3", "7", "1.25", "0.9", "-3.4"), {
          minLength: width,
          maxLength: width,
        }),
        { minLength: height, maxLength: height },
      ),
    );
  let together = 0;
  fc.assert(
    fc.property(small, (cells) => {
      const { rows, total, places } = roundTable(cells.map((parts) => ({ parts })));
      if (places > 0) return;
      const width = cells[0]?.length ?? 0;
      const lists = {
        rows: roundParts(cells.map(add)),
        columns: roundParts(
          Array.from({ length: width }, (_, at) => add(cells.map((row) => row[at] ?? "0"))),
        ),
      };
      const toSum = (amounts: Big[]) => amounts.reduce((all, one) => all.plus(one), new Big(0)).toFixed();
      const canHaveBoth = [...listRoundings(cells.flat())].some(
        (all) =>
          lists.rows.every((sum, row) => toSum(all.slice(row * width, (row + 1) * width)) === sum) &&
          lists.columns.every((sum, at) => toSum(all.filter((_, index) => index % width === at)) === sum),
      );
      if (!canHaveBoth) return;
      together += 1;
      expect(rows.map((row) => row.total)).toEqual(lists.rows);
      expect(total.parts).toEqual(lists.columns);
    }),
    { numRuns: 300 },
  );
  expect(together).toBeGreaterThan(150);
});

test("a table prints its rows as another list does", () => {
  const exact = [{ parts: ["24860.5", "10.1"] }, { parts: ["11.5", "0.2"] }, { parts: ["7.3", "0.4"] }];
  // As a list, the second row is raised.
  expect(roundTable(exact).rows.map(({ total }) => total)).toEqual(["24870", "12", "8"]);
  const wanted = { rows: ["24871", "11", "8"] };
  expect(roundTable(exact, wanted).rows.map(({ total }) => total)).toEqual(wanted.rows);
});

test("the drawn parts of a breakdown are printed alike, however many of the others are listed", () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 6 }), (exact, drawn) => {
      const printed = roundRanked(exact, drawn);
      const places = findPlaces([...exact, add(exact)]);
      expect(add(printed)).toBe(roundCents(add(exact), places));
      for (const [index, part] of exact.entries()) expectNeighbor(printed[index] ?? "", part, places);
      const listed = Math.min(drawn + 1, exact.length);
      const short = [...exact.slice(0, listed), ...(exact.length > listed ? [add(exact.slice(listed))] : [])];
      // Sums can be larger than each of their parts, and then nothing has more decimals.
      if (findPlaces([...short, add(exact)]) === places)
        expect(roundRanked(short, drawn).slice(0, drawn)).toEqual(printed.slice(0, drawn));
    }),
  );
});

test("a comparison prints what its rows cost later as their breakdown does", () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 6 }), (later, drawn) => {
      const wanted = roundAsRanked(later, drawn);
      expect(add(wanted)).toBe(roundCents(add(later), findPlaces([...later, add(later)])));
      // Where both amounts have a fraction and their difference has none, it leaves no choice.
      const rows = later.map((part) => ({ parts: [part], before: "0" }));
      expect(roundTable(rows, { rows: wanted }).rows.map(({ total }) => total)).toEqual(wanted);
    }),
  );
});

test("a table without sums that can be rounded on their own still adds up", () => {
  // Only the first two columns share a row, and its sum is whole: one of them is raised, not both.
  const { total } = roundTable([{ parts: ["0.5", "0.5"] }, { parts: ["0", "0", "0.4", "0.4", "0.2"] }]);
  expect(total.total).toBe("2");
  expect(add(total.parts)).toBe("2");
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
    return new Big(text.replace(currency, "").replace(/[^\d.-]/g, ""));
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
