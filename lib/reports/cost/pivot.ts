import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { costRollups, costRows } from "@/lib/db/report-tables";
import { workspaceOfRow } from "@/lib/directory/default-workspace";
import { type Currency, usd } from "@/lib/money";
import { isInCurrency, unitOfRow } from "@/lib/reports/query/currencies";
import type { Pivot } from "@/lib/reports/query/pivot";
import { joinWorkspaces, workspaceNameText } from "@/lib/reports/query/scope";
import { visibleTo } from "@/lib/visibility";
import { costKeys } from "./rollup-level";

const costColumns = [
  "day",
  "workspace",
  "workspace_id",
  "model",
  "description",
  "cost_type",
  "token_type",
  "service_tier",
  "context_window",
  "inference_geo",
] as const;
type CostColumn = (typeof costColumns)[number];

const summed: readonly string[] = ["day", "workspace", "workspace_id", "model", "currency"];

export const costPivot: Pivot<CostColumn> = {
  report: "cost",
  toFacts: (needed) =>
    needed.every((name) => summed.includes(name))
      ? sql`select starts_on as day, workspace_id, model, currency, cents from ${costRollups}
          where axes = 'workspace_model' and grain = 'day'`
      : sql`select * from ${costRows}`,
  keys: { ...costKeys, currency: sql`r.currency` },
  joins: joinWorkspaces,
  groups: {
    day: sql`r.day::text`,
    workspace: workspaceNameText,
    workspace_id: workspaceOfRow,
    model: sql`r.model`,
    description: sql`r.description`,
    cost_type: sql`r.cost_type`,
    token_type: sql`r.token_type`,
    service_tier: sql`r.service_tier`,
    context_window: sql`r.context_window`,
    inference_geo: sql`r.inference_geo`,
  },
  measures: {
    amount_usd: sql`trim_scale(sum(r.cents) filter (where ${isInCurrency(usd)}) * 0.01)::text`,
    amount: sql`trim_scale(sum(r.cents * ${unitOfRow}))::text`,
  },
  tail: { currency: sql`r.currency` },
  isVisible: (actor) => visibleTo(actor).reportRows,
};

export function toCostPivotOf(currency: Currency): Pivot<CostColumn> {
  const { amount_usd, amount } = costPivot.measures;
  const measures = currency === usd ? { amount_usd } : { amount };
  const { tail: _, ...pivot } = costPivot;
  // Sound: both measures are declared above.
  return { ...pivot, measures: measures as Record<string, SQL> };
}
