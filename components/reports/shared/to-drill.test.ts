import { expect, test } from "vitest";
import { toDrill, toZoom } from "./to-drill";

const range = { from: "2026-11-03", to: "2026-11-24" };

test.each([
  ["hour", "2026-11-20T13:00:00Z", "2026-11-20", "2026-11-20"],
  ["day", "2026-11-20", "2026-11-20", "2026-11-20"],
  ["week", "2026-11-03", "2026-11-03", "2026-11-08"],
  ["week", "2026-11-23", "2026-11-23", "2026-11-24"],
  ["month", "2026-11-03", "2026-11-03", "2026-11-24"],
] as const)(
  "drilling into the %s of %s shows %s to %s, within the range",
  (granularity, startsOn, from, to) => {
    expect(toDrill({ ...range, granularity }, startsOn)).toEqual({
      table: "rows",
      from,
      to,
      granularity: null,
    });
  },
);

test("drilling into a part keeps the days of the report", () => {
  expect(toDrill({ ...range, granularity: "day" }, null)).toEqual({ table: "rows" });
});

test.each([
  ["day", "2026-11-02", "2026-11-05", "2026-11-02", "2026-11-05"],
  ["week", "2026-11-02", "2026-11-16", "2026-11-02", "2026-11-22"],
  ["month", "2026-10-05", "2026-11-01", "2026-10-05", "2026-11-24"],
  ["hour", "2026-11-02T05:00:00Z", "2026-11-03T04:00:00Z", "2026-11-02", "2026-11-03"],
] as const)(
  "zooming into bars by %s from %s to %s covers their days, but none after the range",
  (granularity, first, last, from, to) => {
    const zoomed = toZoom({ to: "2026-11-24", granularity }, { from: first, to: last });
    expect(zoomed).toEqual({ from, to, granularity: null });
  },
);
