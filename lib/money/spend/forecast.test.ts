import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, listDays } from "@/lib/core/format/calendar";
import { explainForecast, forecastMonth, forecastRange } from "./forecast";
import { findUnusualDays } from "./unusual-days";

const today = "2026-11-24";
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());
const history = (toCents: (day: string) => string, days = 400) =>
  new Map(listDays({ from: addDays(today, -days), to: today }).map((day) => [day, toCents(day)]));

describe("a forecast", () => {
  test("predicts a month of 22 working and 8 other days exactly", () => {
    const days = history((day) => (isWeekend(day) ? "10" : "100"));
    days.set(today, "3");
    expect(forecastMonth(days, today)).toEqual({
      cents: "2190",
      lowCents: "2190",
      highCents: "2190",
      tries: 12,
    });
  });

  test("a forecast never falls below today's cost so far", () => {
    const days = history(() => "1");
    days.set(today, "1000");
    expect(forecastMonth(days, today)?.cents).toBe("1023");
  });

  test("requires four weeks of cost, and a few months for a range", () => {
    expect(
      forecastMonth(
        history(() => "1", 27),
        today,
      ),
    ).toBeNull();
    expect(
      forecastMonth(
        history(() => "1", 60),
        today,
      ),
    ).toEqual({ cents: "30", lowCents: null, highCents: null, tries: 1 });
  });

  test("a forecast doesn't let a spike of two days live on, and says which days counted as usual", () => {
    const days = history(() => "10000");
    days.set("2026-11-10", "90000");
    days.set("2026-11-11", "80000");
    expect(forecastMonth(days, today)?.cents).toBe(String(30 * 10_000 + 150_000));
    expect(explainForecast(days, today)).toEqual({
      spentCents: String(23 * 10_000 + 150_000),
      days: 7,
      factor: 1,
      usualDays: ["2026-11-10", "2026-11-11"],
    });
    expect(forecastRange(days, today, { from: "2026-12-01", to: "2026-12-31" })).toBe("310000");
  });

  test("a forecast follows a new level, which lasts longer than three days", () => {
    const days = history((day) => (day >= "2026-11-10" ? "20000" : "10000"));
    expect(explainForecast(days, today).usualDays).toEqual([]);
    expect(forecastRange(days, today, { from: today, to: "2026-11-30" })).toBe("105000");
  });

  test("a forecast is within its range for any days", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(10_000)), (amounts) => {
        const forecast = forecastMonth(
          history(() => String(amounts.next().value)),
          today,
        );
        expect(Number(forecast?.lowCents)).toBeLessThanOrEqual(Number(forecast?.highCents));
      }),
      { numRuns: 10 },
    );
  });
});

describe("unusual days", () => {
  const range = { from: addDays(today, -29), to: today };

  test("unusual days are compared with their own weekday, and never include today", () => {
    const days = history((day) => (isWeekend(day) ? "1000" : "10000"));
    days.set("2026-11-14", "10000");
    days.set("2026-11-17", "500");
    days.set(today, "1");
    expect(findUnusualDays(days, range, today)).toEqual([
      { day: "2026-11-17", cents: "500", usualCents: "10000", differenceCents: "-9500" },
      { day: "2026-11-14", cents: "10000", usualCents: "1000", differenceCents: "9000" },
    ]);
  });

  test("unusual days are never noise, cents, or days with an unknown past", () => {
    const noisy = history((day) => String(10_000 + (Number(day.slice(-2)) % 7) * 200));
    expect(findUnusualDays(noisy, range, today)).toEqual([]);
    const tiny = history((day) => (day === "2026-11-17" ? "99" : "1"));
    expect(findUnusualDays(tiny, range, today)).toEqual([]);
    const young = history((day) => (day === "2026-11-17" ? "9999" : "1"), 30);
    expect(findUnusualDays(young, range, today)).toEqual([]);
  });
});
