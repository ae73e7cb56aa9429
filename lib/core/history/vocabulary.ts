import { windowDays } from "@/lib/core/format/calendar";

export const historyReports = [
  "cost",
  "usage",
  "usage-geo",
  "usage-hours",
  "claude-code",
  "actor-cost",
  "actor-usage",
  "account-usage",
] as const;
export type ReportName = (typeof historyReports)[number];

const maxKeptDays: Partial<Record<ReportName, number>> = {
  // The window of 30 complete days, and today.
  "usage-hours": windowDays + 1,
  "actor-cost": 92,
  "actor-usage": 365,
};

export function toKeptDays(report: ReportName, historyDays: number): number {
  return Math.min(maxKeptDays[report] ?? historyDays, historyDays);
}

export const partOfReport = {
  cost: "cost",
  usage: "usage",
  "usage-geo": "usage",
  "usage-hours": "usage",
  "claude-code": "claude_code",
  "actor-cost": "analytics_cost",
  "actor-usage": "analytics_usage",
  "account-usage": "usage",
} as const satisfies Record<ReportName, string>;
