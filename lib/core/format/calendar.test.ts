import { expect, test } from "vitest";
import {
  addMonths,
  countDays,
  countWholeMonths,
  listDays,
  parseDay,
  toDayAgo,
  toDaysBefore,
  toDaysWithToday,
  toLastDays,
  toPeriodEnd,
  toPeriodStart,
  toWindow,
  windowDays,
} from "./calendar";

test.each(["2026-02-28", "2028-02-29", "2000-01-01", "2199-12-31"])("%s is a day", (day) => {
  expect(parseDay(day)).toBe(day);
});

test.each([
  "2026-02-30",
  "2026-02-29",
  "2026-13-01",
  "2026-00-10",
  "1999-12-31",
  "2200-01-01",
  "2026-1-1",
  "",
])("%j is not a day", (text) => {
  expect(parseDay(text)).toBeNull();
});

test("adding months ends on the month's last day if the month is too short", () => {
  expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
  expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
});

test("days are counted in UTC, even across the end of a year", () => {
  expect(listDays({ from: "2025-12-30", to: "2026-01-02" })).toHaveLength(4);
  expect(countDays({ from: "2026-01-02", to: "2026-01-01" })).toBe(0);
  expect(listDays({ from: "2026-01-03", to: "2026-01-01" })).toEqual([]);
  expect(toDayAgo(1, Date.parse("2026-03-01T23:59:59.999Z"))).toBe("2026-02-28");
});

test.each([
  ["2026-02-11", "month", "2026-02-01", "2026-02-28"],
  ["2026-12-31", "month", "2026-12-01", "2026-12-31"],
  ["2026-03-01", "week", "2026-02-23", "2026-03-01"],
  ["2026-03-02", "week", "2026-03-02", "2026-03-08"],
  ["2026-03-02", "day", "2026-03-02", "2026-03-02"],
] as const)("%s is within the %s from %s to %s", (day, granularity, start, end) => {
  expect(toPeriodStart(day, granularity)).toBe(start);
  expect(toPeriodEnd(day, granularity)).toBe(end);
});

test("the last days are complete, unless today is asked for", () => {
  const now = Date.parse("2026-11-28T23:59:00Z");
  expect(toLastDays(7, now)).toEqual({ from: "2026-11-21", to: "2026-11-27" });
  expect(toDaysWithToday(7, now)).toEqual({ from: "2026-11-22", to: "2026-11-28" });
  expect(toWindow(now)).toEqual({ from: "2026-10-29", to: "2026-11-27" });
  expect(countDays(toWindow(now))).toBe(windowDays);
  expect(toDaysBefore("2026-11-28", windowDays)).toEqual(toWindow(now));
});

test.each([
  ["2026-10-01", "2026-10-31", 1],
  ["2026-01-01", "2026-12-31", 12],
  ["2025-12-01", "2026-02-28", 3],
  ["2026-10-01", "2026-10-30", null],
  ["2026-10-02", "2026-10-31", null],
  ["2026-11-01", "2026-10-31", null],
])("%s to %s are this many whole months: %s", (from, to, count) => {
  expect(countWholeMonths({ from, to })).toBe(count);
});
