import { expect, test } from "vitest";
import { listWeeks, moveByKey } from "./month-grid";

test("a month has whole weeks from Monday, and no days of other months", () => {
  const weeks = listWeeks("2026-02-17");
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-02-01"]);
  expect(weeks[4]).toEqual([
    "2026-02-23",
    "2026-02-24",
    "2026-02-25",
    "2026-02-26",
    "2026-02-27",
    "2026-02-28",
    null,
  ]);
  expect(listWeeks("2027-02-01")).toHaveLength(4);
});

test.each([
  ["ArrowLeft", "2026-02-28"],
  ["ArrowRight", "2026-03-02"],
  ["ArrowUp", "2026-02-22"],
  ["ArrowDown", "2026-03-08"],
  ["Home", "2026-02-23"],
  ["End", "2026-03-01"],
  ["PageUp", "2026-02-01"],
  ["PageDown", "2026-04-01"],
  ["a", undefined],
])("the key %s moves from March 1 to %s", (key, day) => {
  expect(moveByKey("2026-03-01", key)).toBe(day);
});
