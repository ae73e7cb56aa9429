import "server-only";
import { toExact, usd } from "@/lib/core/money/money";
import { type Sheet, toNumbers, toText } from "@/lib/core/sheets/columns";
import type { Budget } from "@/lib/money/budgets/schema";

/** Every budget with its period so far; what isn't known is empty. */
export function toBudgetSheet(budgets: readonly Budget[], today: string): Sheet {
  const toDollars = (cents: string | null) => (cents === null ? null : toExact(cents, usd));
  const rows = budgets.map((one) => [
    ...[today, one.scope, one.workspaceId, one.workspaceName, one.tagKey, one.tagValue, one.period],
    ...[one.cents, one.spentCents, one.forecastCents].map(toDollars),
    ...[
      one.thresholds.join("; "),
      one.crossed && String(one.crossed.threshold),
      one.isAtRisk ? "true" : "false",
    ],
  ]);
  return {
    columns: [
      ...toText(["day", "scope", "workspace_id", "workspace", "tag", "tag_value", "period"]),
      ...toNumbers(["budget_usd", "cost_usd", "forecast_usd"]),
      ...toText(["thresholds_percent", "reached_percent", "is_at_risk"]),
    ],
    listRows: async function* () {
      yield rows;
    },
    isLongerThan: async (most) => rows.length > most,
    period: today,
  };
}
