import Papa from "papaparse";
import {
  addDays,
  type DayRange,
  listDays,
  toDay,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/core/format/calendar";
import { forecastMonth } from "@/lib/money/spend/forecast";
import { madeUpCosts } from "./cost-series";
import type { Note } from "./figures";
import type { Visitor } from "./visitor";

const daysOfMonth = [5, 10, 15, 20, 25];
const months = 9;

type Days = ReadonlyMap<string, string>;
/** What the month that contains this day will cost, from the days before it; null if it can't say. */
type Method = (known: Days, today: string) => number | null;

const methods: Record<string, Method> = {
  forecast: (known, today) => {
    const found = forecastMonth(known, today);
    return found && Number(found.cents);
  },
  "last month again": (known, today) => {
    const end = addDays(toPeriodStart(today, "month"), -1);
    return sumDays(known, { from: toPeriodStart(end, "month"), to: end });
  },
  "so far in proportion": (known, today) => {
    const month = { from: toPeriodStart(today, "month"), to: toPeriodEnd(today, "month") };
    const soFar = { from: month.from, to: addDays(today, -1) };
    return (sumDays(known, soFar) * listDays(month).length) / listDays(soFar).length;
  },
};

/** The mean and the greatest error on a few days of past months, next to those of naive methods. */
export async function backtestForecast(visitor: Visitor, note: Note): Promise<void> {
  const series = { sandbox: await readDays(visitor), ...madeUpCosts(toDay(new Date())) };
  for (const [name, days] of Object.entries(series))
    for (const dayOfMonth of daysOfMonth)
      for (const [method, predict] of Object.entries(methods)) {
        const errors = listErrors(days, dayOfMonth, predict).map((error) => 100 * Math.abs(error));
        if (errors.length === 0) continue;
        const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
        const noteOne = (measure: string, value: number) =>
          note(`${name} on day ${dayOfMonth}`, `${method}: ${measure}`, value, "%");
        noteOne(`mean error of ${errors.length} months`, mean);
        noteOne("greatest error", Math.max(...errors));
      }
}

async function readDays(visitor: Visitor): Promise<Days> {
  const to = toDay(new Date());
  const csv = await visitor.readText(`/api/export/cost.csv?from=${addDays(to, -400)}&to=${to}&group=day`);
  const { data } = Papa.parse<{ day: string; amount_usd: string }>(csv, {
    header: true,
    skipEmptyLines: true,
  });
  return new Map(data.map((line) => [line.day, line.amount_usd]));
}

function listErrors(days: Days, dayOfMonth: number, predict: Method): number[] {
  const errors: number[] = [];
  let start = toPeriodStart(toDay(new Date()), "month");
  for (let month = 0; month < months; month++) {
    start = toPeriodStart(addDays(start, -1), "month");
    const today = addDays(start, dayOfMonth - 1);
    const known = new Map([...days].filter(([day]) => day < today));
    const predicted = predict(known, today);
    if (predicted !== null)
      errors.push(predicted / sumDays(days, { from: start, to: toPeriodEnd(start, "month") }) - 1);
  }
  return errors;
}

function sumDays(days: Days, range: DayRange): number {
  return listDays(range).reduce((sum, day) => sum + Number(days.get(day) ?? 0), 0);
}
