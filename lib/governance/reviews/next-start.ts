import "server-only";
import type { ReviewCadence } from "./vocabulary";

const months: Record<Exclude<ReviewCadence, "once">, number> = { monthly: 1, quarterly: 3 };

/** The same time, one or three months later; the last day of a month that is too short. */
export function toNextStart(cadence: Exclude<ReviewCadence, "once">, from: Date): Date {
  const next = new Date(from);
  next.setUTCDate(1);
  next.setUTCMonth(from.getUTCMonth() + months[cadence]);
  const lastDay = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
  next.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return next;
}
