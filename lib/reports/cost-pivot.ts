import "server-only";
import { sql } from "drizzle-orm";
import { costRollups, costRows } from "@/lib/db/report-tables";
import { costKeys } from "./cost-axes";
import type { Pivot } from "./pivot";
import { isInScope, joinWorkspaces, workspaceNameText, workspaceOfRow } from "./scope";

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

const summed: readonly string[] = ["day", "workspace", "workspace_id", "model"];

export const costPivot: Pivot<CostColumn> = {
  report: "cost",
  toFacts: (needed) =>
    needed.every((name) => summed.includes(name))
      ? sql`select starts_on as day, workspace_id, model, cents from ${costRollups}
          where axes = 'workspace_model' and grain = 'day'`
      : sql`select * from ${costRows}`,
  keys: costKeys,
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
  // A multiplication of decimals is exact, where a division would have to round.
  measures: { amount_usd: sql`trim_scale(sum(r.cents) * 0.01)::text` },
  isInScope,
};
