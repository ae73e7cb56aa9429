import Papa from "papaparse";
import { addDays, type DayRange, listDays, toDay, toPeriodEnd, toPeriodStart } from "@/lib/calendar";
import { forecastMonth } from "@/lib/spend/forecast";
import type { Note } from "./figures";
import type { Visitor } from "./visitor";

const daysOfMonth = [5, 10, 15, 20, 25];
const months = 9;

export async function backtestForecast(visitor: Visitor, note: Note): Promise<void> {
  const days = await readDays(visitor);
  for (const dayOfMonth of daysOfMonth) {
    const errors = listErrors(days, dayOfMonth).map((error) => 100 * Math.abs(error));
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    note(`forecast on day ${dayOfMonth}`, `mean error of ${errors.length} months`, mean, "%");
    note(`forecast on day ${dayOfMonth}`, "greatest error", Math.max(...errors), "%");
  }
}

async function readDays(visitor: Visitor): Promise<Map<string, string>> {
  const to = toDay(new Date());
  const csv = await visitor.readText(`/api/export/cost.csv?from=${addDays(to, -400)}&to=${to}&group=day`);
  const { data } = Papa.parse<{ day: string; amount_usd: string }>(csv, {
    header: true,
    skipEmptyLines: true,
  });
  return new Map(data.map((line) => [line.day, line.amount_usd]));
}

function listErrors(days: ReadonlyMap<string, string>, dayOfMonth: number): number[] {
  const errors: number[] = [];
  let start = toPeriodStart(toDay(new Date()), "month");
  for (let month = 0; month < months; month++) {
    start = toPeriodStart(addDays(start, -1), "month");
    const today = addDays(start, dayOfMonth - 1);
    const known = new Map([...days].filter(([day]) => day < today));
    const forecast = forecastMonth(known, today);
    if (forecast)
      errors.push(
        Number(forecast.cents) / sumDays(days, { from: start, to: toPeriodEnd(start, "month") }) - 1,
      );
  }
  return errors;
}

function sumDays(days: ReadonlyMap<string, string>, range: DayRange): number {
  return listDays(range).reduce((sum, day) => sum + Number(days.get(day) ?? 0), 0);
}
