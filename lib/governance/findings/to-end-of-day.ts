import "server-only";
import { addDays } from "@/lib/core/format/calendar";

/** The moment at which a UTC day is over. */
export function toEndOfDay(day: string): Date {
  return new Date(`${addDays(day, 1)}T00:00:00Z`);
}
