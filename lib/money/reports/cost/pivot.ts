import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { unitOfRow } from "@/lib/core/db/other-cents";
import { costRollups, costRows } from "@/lib/core/db/report-tables";
import { type Currency, usd } from "@/lib/core/money/money";
import { workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { findLevel } from "@/lib/money/reports/dimension";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { toGroups } from "@/lib/money/reports/query/dimension-sql";
import type { Pivot } from "@/lib/money/reports/query/pivot";
import { joinWorkspaces, workspaceNameText } from "@/lib/money/reports/query/scope";
import { costDimension, costExports } from "./dimensions";
import { costKeys } from "./rollup-level";

type CostColumn = "day" | (typeof costExports)[number];

/** The only level that files read from sums: the others are as large as the rows, or lack a group of theirs. */
const levels = ["workspace_model"] as const;

export const costPivot: Pivot<CostColumn> = {
  report: "cost",
  toFacts: (needed) =>
    findLevel(costDimension, { report: "cost", levels, needed })
      ? sql`select starts_on as day, workspace_id, model, currency, cents from ${costRollups}
          where axes = 'workspace_model' and grain = 'day'`
      : sql`select * from ${costRows}`,
  keys: { ...costKeys, currency: sql`r.currency` },
  joins: joinWorkspaces,
  groups: {
    day: sql`r.day::text`,
    ...toGroups(costDimension, costExports, { workspace: workspaceNameText, workspace_id: workspaceOfRow }),
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
