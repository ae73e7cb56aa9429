import { describe, expect, test } from "vitest";
import { addDays, listDays } from "@/lib/core/format/calendar";
import { forecastLonger } from "./longer-forecast";

/** A dollar a day, of which so many days before today are known. */
const history = (today: string, known: number) =>
  new Map(listDays({ from: addDays(today, -known), to: today }).map((day) => [day, "100"]));

describe("a forecast of the quarter and the year", () => {
  test("a forecast of the quarter and the year adds the earlier months, this month’s forecast, and the days after it", () => {
    const today = "2026-11-24";
    expect(forecastLonger(history(today, 400), today, "5000")).toEqual({
      quarterCents: String((31 + 31) * 100 + 5000),
      yearCents: String((365 - 30) * 100 + 5000),
    });
  });

  test("a forecast of the quarter and the year knows a quarter when the year’s first days are unknown, and neither without the quarter’s", () => {
    const today = "2026-11-24";
    expect(forecastLonger(history(today, 54), today, "3000")).toEqual({
      quarterCents: "9200",
      yearCents: null,
    });
    expect(forecastLonger(history(today, 53), today, "3000")).toEqual({
      quarterCents: null,
      yearCents: null,
    });
  });

  test("a forecast of the quarter and the year is the month’s own forecast in January, and has nothing to add in December", () => {
    expect(forecastLonger(history("2026-01-10", 30), "2026-01-10", "3100")).toEqual({
      quarterCents: "9000",
      yearCents: "36500",
    });
    expect(forecastLonger(history("2026-12-31", 70), "2026-12-31", "3100").quarterCents).toBe(null);
    expect(forecastLonger(history("2026-12-31", 91), "2026-12-31", "3100").quarterCents).toBe("9200");
  });
});
