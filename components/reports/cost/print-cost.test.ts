import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CostReport } from "@/lib/money/reports/schema";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { printCost } from "./print-cost";

const add = (amounts: readonly string[]) => amounts.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();

const cents = fc.integer({ min: -99_999, max: 9_999_999 }).map((value) => new Big(value).div(1000).toFixed());
const drawn = ["a", "b"];

/** Two parts that the chart draws, and some that are Other there but rows of the table. */
const reports = fc
  .array(fc.record({ parts: fc.array(cents, { minLength: 5, maxLength: 5 }), before: cents }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((days) => {
    const keys = [...drawn, "c", "d", otherKey];
    const toParts = ([a = "0", b = "0", ...others]: string[]) => [
      { key: "a", cents: a },
      { key: "b", cents: b },
      { key: otherKey, cents: add(others) },
    ];
    return {
      buckets: days.map(({ parts }, index) => ({
        startsOn: `2026-11-0${index + 1}`,
        totalCents: add(parts),
        parts: toParts(parts),
      })),
      series: keys.map((key, index) => ({
        key,
        label: key,
        color: null,
        share: 0,
        cents: add(days.map(({ parts }) => parts[index] ?? "0")),
        beforeCents: index === 0 ? add([...days.map(({ before }) => before), "12.5"]) : "0",
      })),
      totalCents: add(days.flatMap(({ parts }) => parts)),
      compared: {
        from: "2026-10-01",
        to: "2026-10-09",
        total: add(days.map(({ before }) => before)),
        bars: days.map(({ before }) => ({ from: "2026-10-01", to: "2026-10-01", value: before })),
        rest: [{ from: "2026-10-31", to: "2026-10-31", value: "12.5" }],
      },
    };
  });

test("the table of parts, the table of periods, and what is compared add up to one printed total", () => {
  fc.assert(
    fc.property(reports, (given) => {
      const report = given as unknown as CostReport; // Sound: these are all fields that are read.
      const { rows, total, parts, partsBefore, keys } = printCost(report);
      expect(add([...partsBefore.values()])).toBe(total.before);
      expect(keys).toEqual([...drawn, otherKey]);
      expect(add(report.series.map(({ key }) => parts.get(key) ?? ""))).toBe(total.total);
      expect(add(rows.map((row) => row.total))).toBe(total.total);
      expect(add(rows.map((row) => row.difference))).toBe(total.difference);
      expect(rows).toHaveLength(report.buckets.length + 1);
      for (const [column, key] of drawn.entries()) expect(parts.get(key)).toBe(total.parts[column]);
      for (const row of rows) expect(add(row.parts)).toBe(row.total);
    }),
  );
});

test("a report is rounded once", () => {
  const [report] = fc.sample(reports, 1) as unknown as CostReport[]; // Sound: as above.
  expect(report && printCost(report)).toBe(report && printCost(report));
});
