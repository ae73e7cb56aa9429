const dayMs = 86_400_000;

/** A calendar's arithmetic on UTC days, "YYYY-MM-DD". */
export function moveDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}

/** The same day of another month, or the last day of a month too short to have it. */
export function moveMonths(day: string, count: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Monday is 0. */
function toWeekday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

/** The weeks of the day's month, from Monday; null beside the month. */
export function listWeeks(day: string): (string | null)[][] {
  const first = `${day.slice(0, 7)}-01`;
  const monday = moveDays(first, -toWeekday(first));
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => {
      const one = moveDays(monday, week * 7 + index);
      return one.slice(0, 7) === first.slice(0, 7) ? one : null;
    }),
  );
  return weeks.filter((week) => week.some((one) => one !== null));
}

const steps: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => moveDays(day, -1),
  ArrowRight: (day) => moveDays(day, 1),
  ArrowUp: (day) => moveDays(day, -7),
  ArrowDown: (day) => moveDays(day, 7),
  Home: (day) => moveDays(day, -toWeekday(day)),
  End: (day) => moveDays(day, 6 - toWeekday(day)),
  PageUp: (day) => moveMonths(day, -1),
  PageDown: (day) => moveMonths(day, 1),
};

/** Where a key leads from a day; nowhere for other keys. */
export function moveByKey(day: string, key: string): string | undefined {
  return steps[key]?.(day);
}
