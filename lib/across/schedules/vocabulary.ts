import { dayMs } from "@/lib/core/format/calendar";

/** Client-safe. */
const reports = [
  "cost",
  "usage",
  "claude-code",
  "statement",
  "changes",
  "savings",
  "actors",
  "budgets",
  "findings",
] as const;
/** Lists are sent as their page shows them, a saved view or not. */
export const scheduledLists = ["members", "keys", "workspaces", "invites", "activity"] as const;
export type ScheduledList = (typeof scheduledLists)[number];
export const scheduledReports = [...reports, ...scheduledLists] as const;
export type ScheduledReport = (typeof scheduledReports)[number];

export function isScheduledList(report: ScheduledReport): report is ScheduledList {
  return scheduledLists.some((one) => one === report);
}

export const reportPermissions = {
  cost: "cost:read",
  usage: "usage:read",
  "claude-code": "claude-code:read",
  statement: "cost:read",
  changes: "cost:read",
  savings: "cost:read",
  actors: "cost:read",
  budgets: "cost:read",
  findings: "findings:read",
  members: "members:read",
  keys: "keys:read",
  workspaces: "workspaces:read",
  invites: "invites:read",
  activity: "activity:read",
} as const;

export const reportPages = {
  cost: "/cost",
  usage: "/usage",
  "claude-code": "/claude-code",
  statement: "/cost/chargeback",
  changes: "/cost/changes",
  savings: "/cost/savings",
  actors: "/cost/people",
  budgets: "/cost/budgets",
  findings: "/findings",
  members: "/members",
  keys: "/keys",
  workspaces: "/workspaces",
  invites: "/invites",
  activity: "/activity",
} as const;

export const cadences = ["daily", "weekly", "monthly"] as const;
export type Cadence = (typeof cadences)[number];

export const maxSchedulesEach = 50;
/** The latest day that every month has. */
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
