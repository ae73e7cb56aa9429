import { expect, test } from "vitest";
import { type Rhythm, toNextRun } from "./vocabulary";

test.each<[Rhythm["cadence"], number, number, string, string]>([
  ["daily", 1, 8, "2026-11-28T07:59:59Z", "2026-11-28T08:00:00.000Z"],
  ["daily", 1, 8, "2026-11-28T08:00:00Z", "2026-11-29T08:00:00.000Z"],
  ["weekly", 1, 8, "2026-11-28T09:00:00Z", "2026-11-30T08:00:00.000Z"],
  ["weekly", 7, 8, "2026-11-29T08:00:00Z", "2026-12-06T08:00:00.000Z"],
  ["weekly", 3, 8, "2026-11-29T08:00:00Z", "2026-12-02T08:00:00.000Z"],
  ["weekly", 6, 8, "2026-11-28T07:00:00Z", "2026-11-28T08:00:00.000Z"],
  ["weekly", 8, 8, "2026-11-28T09:00:00Z", "2026-11-30T08:00:00.000Z"],
  ["weekly", 28, 8, "2026-11-28T09:00:00Z", "2026-11-29T08:00:00.000Z"],
  ["monthly", 1, 8, "2026-11-28T09:00:00Z", "2026-12-01T08:00:00.000Z"],
  ["monthly", 28, 23, "2026-02-28T22:00:00Z", "2026-02-28T23:00:00.000Z"],
  ["monthly", 1, 0, "2026-12-31T23:59:00Z", "2027-01-01T00:00:00.000Z"],
])("a %s report on day %d at %d o'clock comes next after %s at %s", (cadence, day, hour, now, next) => {
  expect(toNextRun({ cadence, day, hour }, new Date(now)).toISOString()).toBe(next);
});
