import { describe, expect, test } from "vitest";
import { isZone, toSpan, toZonedDay } from "./zone";

const span = (day: string, zone: string) => Object.values(toSpan({ from: day, to: day }, zone));

describe("the instants of a day in a time zone", () => {
  test.each([
    ["UTC", "2026-11-30", "2026-11-30T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ["America/Los_Angeles", "2026-11-30", "2026-11-30T08:00:00.000Z", "2026-12-01T08:00:00.000Z"],
    ["Asia/Kolkata", "2026-11-30", "2026-11-29T18:30:00.000Z", "2026-11-30T18:30:00.000Z"],
    ["Pacific/Kiritimati", "2026-11-30", "2026-11-29T10:00:00.000Z", "2026-11-30T10:00:00.000Z"],
  ])("are those of %s on %s", (zone, day, start, end) => {
    expect(span(day, zone)).toEqual([start, end]);
  });

  test.each([
    ["ends an hour later where clocks go back", "2026-11-01", "America/New_York", 25],
    ["ends an hour earlier where clocks go forward", "2026-03-08", "America/New_York", 23],
    ["begins at one where clocks skip midnight", "2026-04-24", "Africa/Cairo", 23],
    ["has both of its first hours where clocks repeat midnight", "2026-11-01", "America/Havana", 25],
  ])("a day %s", (_, day, zone, hours) => {
    const [start = "", end = ""] = span(day, zone).map((one) => one ?? "");
    expect((Date.parse(end) - Date.parse(start)) / 3_600_000).toBe(hours);
  });

  test("have no limit where no day is given", () => {
    expect(toSpan({ from: null, to: null }, "UTC")).toEqual({ start: null, end: null });
  });
});

test("an instant falls on the day that a calendar in its zone shows", () => {
  const at = new Date("2026-12-01T03:00:00Z");
  expect(toZonedDay(at, "America/Los_Angeles")).toBe("2026-11-30");
  expect(toZonedDay(at, "Asia/Tokyo")).toBe("2026-12-01");
});

test("only time zones that exist are known", () => {
  expect(["Europe/Berlin", "UTC"].map(isZone)).toEqual([true, true]);
  expect(["", "Mars/Olympus", "<script>"].map(isZone)).toEqual([false, false, false]);
});
