import type { useFormatter } from "next-intl";

export function toClock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

/** 1 is Monday. */
export function toWeekdayName(format: ReturnType<typeof useFormatter>, day: number): string {
  return format.dateTime(new Date(Date.UTC(2024, 0, day)), { weekday: "long", timeZone: "UTC" });
}
