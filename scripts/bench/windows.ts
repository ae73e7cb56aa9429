import { addDays, countDays } from "@/lib/core/format/calendar";

export const maxOfPage = 1000;
export const maxDaysOfPage = 31;
const firstDay = "2026-01-01";

export function toPages(count: number): number {
  return Math.max(1, Math.ceil(count / maxOfPage));
}

export function listWindows(today: string, days: number): { from: string; before: string }[] {
  const windows: { from: string; before: string }[] = [];
  let left = Math.min(days, countDays({ from: firstDay, to: today }));
  for (; left > 0; left -= maxDaysOfPage) {
    const from = addDays(today, 1 - left);
    windows.push({ from, before: addDays(from, Math.min(left, maxDaysOfPage)) });
  }
  return windows;
}
