const dayMs = 86_400_000;

/** Days are UTC, "YYYY-MM-DD". */
export function moveDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}

/** Falls back to the last day of a shorter month. */
export function moveMonths(day: string, count: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Monday is 0. */
function toWeekday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

/** Weeks start on Monday; days outside the month are null. */
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

/** Undefined for keys that don't move. */
export function moveByKey(day: string, key: string): string | undefined {
  return steps[key]?.(day);
}
