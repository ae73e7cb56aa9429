import { addDays, addMonths, toWeekday } from "@/lib/core/format/calendar";

/** Weeks start on Monday; days outside the month are null. */
export function listWeeks(day: string): (string | null)[][] {
  const first = `${day.slice(0, 7)}-01`;
  const monday = addDays(first, -toWeekday(first));
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => {
      const one = addDays(monday, week * 7 + index);
      return one.slice(0, 7) === first.slice(0, 7) ? one : null;
    }),
  );
  return weeks.filter((week) => week.some((one) => one !== null));
}

const steps: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => addDays(day, -toWeekday(day)),
  End: (day) => addDays(day, 6 - toWeekday(day)),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

/** Undefined for keys that don't move. */
export function moveByKey(day: string, key: string): string | undefined {
  return steps[key]?.(day);
}
