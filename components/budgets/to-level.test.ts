import { expect, test } from "vitest";
import { toLevel } from "./to-level";

test.each([
  ["a day of a long month", "2026-10-05", "2026-10-05", "100000"],
  ["a day of a short one", "2026-02-05", "2026-02-05", "110714.2857"],
  ["a week across two", "2026-09-28", "2026-10-04", "710000"],
  ["a whole month", "2026-10-01", "2026-10-31", "3100000"],
  ["two whole months", "2026-10-01", "2026-11-30", "6200000"],
])("a budget has the right part for %s", (_, from, to, level) => {
  expect(toLevel({ cents: "3100000", period: "month" }, { from, to })).toBe(level);
});

test("a budget for a quarter or a year has a share of each month", () => {
  const month = { from: "2026-10-01", to: "2026-10-31" };
  expect(toLevel({ cents: "9200", period: "quarter" }, month)).toBe("3100");
  expect(toLevel({ cents: "36500", period: "year" }, month)).toBe("3100");
  expect(toLevel({ cents: "9200", period: "quarter" }, { from: "2026-09-30", to: "2027-01-01" })).toBe(
    "9402.2222",
  );
});
