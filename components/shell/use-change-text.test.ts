import { expect, test } from "vitest";
import { countSkippedDays, toChangeOfPeriods } from "./use-change-text";

const after = { from: "2026-10-31", to: "2026-11-29" };

test.each([
  ["30 days, five weeks later", { from: "2026-09-26", to: "2026-10-25" }, 5],
  ["28 days right before", { from: "2026-10-03", to: "2026-10-30" }, 0],
  ["30 days right before, of other weekdays", { from: "2026-10-01", to: "2026-10-30" }, 0],
  ["the same days", after, 0],
])("days between aligned weeks are counted: %s", (_, before, skipped) => {
  expect(countSkippedDays({ before, after })).toBe(skipped);
});

test("amounts of a shorter month are compared per day, and people, who count once in either, aren't", () => {
  const days = {
    before: { from: "2027-01-01", to: "2027-01-31" },
    after: { from: "2027-02-01", to: "2027-02-28" },
  };
  expect(toChangeOfPeriods({ before: "31", after: "28", days })).toEqual({ change: 0, isPerDay: true });
  expect(toChangeOfPeriods({ before: "15", after: "15", days, isDistinct: true })).toEqual({
    change: 0,
    isPerDay: false,
  });
  expect(toChangeOfPeriods({ before: "0", after: "15", days, isDistinct: true })).toBeNull();
});
