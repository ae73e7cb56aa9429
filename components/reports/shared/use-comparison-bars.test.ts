import { expect, test } from "vitest";
import { listByDay } from "./use-comparison-bars";

const day = (from: string, value: string) => ({ from, to: from, value });
const range = { from: "2026-09-01", to: "2026-09-04" };

test("sums so far begin with the first days of the earlier month, which match no weekday", () => {
  const rest = [day("2026-09-01", "1"), day("2026-09-02", "2")];
  const bars = [day("2026-09-03", "3"), day("2026-09-04", "4"), null, null];
  expect(listByDay({ ...range, bars, rest }).map((part) => part?.value)).toEqual(["1", "2", "3", "4"]);
});

test("sums so far keep the days of bars whose dates are the same", () => {
  const bars = [day("2026-09-01", "1"), null, day("2026-09-02", "2")];
  expect(listByDay({ ...range, bars, rest: [day("2026-09-03", "3")] })).toBe(bars);
});
