/** The reports whose days are kept, as `report_days` names them. */
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

/** Of these, fewer days are kept than of the others. */
const mostKeptDays: Partial<Record<ReportName, number>> = {
  "usage-hours": 30,
  "actor-cost": 92,
  "actor-usage": 365,
};

/** How many days of a report are kept complete, today among them. */
export function toKeptDays(report: ReportName, historyDays: number): number {
  return Math.min(mostKeptDays[report] ?? historyDays, historyDays);
}

/** The part of the Admin API that each report is read from, as `key_powers` names it. */
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
