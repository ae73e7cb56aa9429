import { dayMs } from "@/lib/calendar";

/** Client-safe. */
export const scheduledReports = ["cost", "usage", "claude-code", "statement", "changes"] as const;
export type ScheduledReport = (typeof scheduledReports)[number];

export const reportPermissions = {
  cost: "cost:read",
  usage: "usage:read",
  "claude-code": "claude-code:read",
  statement: "cost:read",
  changes: "cost:read",
} as const;

export const reportPages = {
  cost: "/cost",
  usage: "/usage",
  "claude-code": "/claude-code",
  statement: "/cost/chargeback",
  changes: "/cost/changes",
} as const;

export const cadences = ["daily", "weekly", "monthly"] as const;
export type Cadence = (typeof cadences)[number];

export const maxSchedulesEach = 50;
/** Every month has this many days. */
export const lastDayOfMonth = 28;
export const daysOfWeek = 7;
export const usualHour = 8;

export type Rhythm = { cadence: Cadence; day: number; hour: number };

/** The first time after `now`, in UTC. */
export function toNextRun({ cadence, day, hour }: Rhythm, now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour);
  if (cadence === "monthly") {
    const at = (months: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, day, hour);
    return new Date(at(0) > now.getTime() ? at(0) : at(1));
  }
  const period = cadence === "weekly" ? daysOfWeek : 1;
  const ahead = (day - new Date(today).getUTCDay() + daysOfWeek) % period;
  const at = today + ahead * dayMs;
  return new Date(at > now.getTime() ? at : at + period * dayMs);
}
