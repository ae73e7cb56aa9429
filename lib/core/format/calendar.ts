export const dayMs = 86_400_000;
const firstYear = 2000;
const lastYear = 2199;

export type DayRange = { from: string; to: string };
export type Granularity = "hour" | "day" | "week" | "month";

export function toDay(instant: Date | number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function toDayAgo(days: number, now: Date | number = Date.now()): string {
  return addDays(toDay(now), -days);
}

/** Complete days, up to yesterday. */
export function toLastDays(count: number, now: Date | number = Date.now()): DayRange {
  return { from: toDayAgo(count, now), to: toDayAgo(1, now) };
}

/** Up to today, which isn't over. */
export function toDaysWithToday(count: number, now: Date | number = Date.now()): DayRange {
  return { from: toDayAgo(count - 1, now), to: toDay(now) };
}

/** "The last 30 days" of every list and figure that doesn't have a range of its own. */
export const windowDays = 30;

export function toWindow(now: Date | number = Date.now()): DayRange {
  return toLastDays(windowDays, now);
}

/** Like `toLastDays`, for a day given as text. */
export function toDaysBefore(today: string, count: number): DayRange {
  return { from: addDays(today, -count), to: addDays(today, -1) };
}

/**
 * Null for a day that doesn't exist, such as "2026-02-30". Years are bounded, so that comparisons with an earlier
 * period fit calendars, databases, and four digits.
 */
export function parseDay(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const year = Number(text.slice(0, 4));
  const at = new Date(`${text}T00:00:00Z`);
  if (year < firstYear || year > lastYear || Number.isNaN(at.getTime())) return null;
  return toDay(at) === text ? text : null;
}

export function isDay(text: string): boolean {
  return parseDay(text) !== null;
}

export function addDays(day: string, count: number): string {
  const at = Date.parse(day) + count * dayMs;
  const known = texts.get(at);
  if (known !== undefined) return known;
  const text = toDay(at);
  if (texts.size > maxTexts) texts.clear();
  texts.set(at, text);
  return text;
}

/** Forecasts ask for the same days a hundred thousand times, and writing a date is slow. */
const texts = new Map<number, string>();
const maxTexts = 10_000;

export function addMonths(day: string, count: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return toDay(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}

export function countDays({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

export function listDays({ from, to }: DayRange): string[] {
  return Array.from({ length: Math.max(0, countDays({ from, to })) }, (_, index) => addDays(from, index));
}

/** The number of months, if the days are whole calendar months. */
export function countWholeMonths({ from, to }: DayRange): number | null {
  if (toPeriodStart(from, "month") !== from || toPeriodEnd(to, "month") !== to || from > to) return null;
  return countMonths({ from, to });
}

/** How many calendar months the days are in. */
export function countMonths({ from, to }: DayRange): number {
  const toMonths = (day: string) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));
  return toMonths(to) - toMonths(from) + 1;
}

export function toWeekday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

export function toPeriodStart(day: string, granularity: Granularity): string {
  if (granularity === "month") return `${day.slice(0, 7)}-01`;
  return granularity === "week" ? addDays(day, -toWeekday(day)) : day;
}

export function toPeriodEnd(day: string, granularity: Granularity): string {
  if (granularity === "month") return addDays(addMonths(toPeriodStart(day, "month"), 1), -1);
  return granularity === "week" ? addDays(toPeriodStart(day, "week"), 6) : day;
}
