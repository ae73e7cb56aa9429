import {
  type Dimension,
  inOrder,
  listColumns,
  listExports,
  listNames,
  type NameOf,
  type TagDimension,
} from "@/lib/money/reports/dimension";

/** From the coarsest: the first one that keeps what a question needs answers it. */
export const costLevels = { cost: ["model", "workspace", "workspace_model", "item"] } as const;

/** A new one also needs a column in `lib/core/db/report-tables.ts`, a migration, and messages. */
export const costDimension = {
  workspace: {
    columns: ["workspace_id"],
    exports: ["workspace", "workspace_id"],
    levels: { cost: ["workspace", "workspace_model"] },
    isDerived: true,
  },
  model: { columns: ["model"], exports: ["model"], levels: { cost: ["model", "workspace_model", "item"] } },
  token_type: {
    columns: ["token_type"],
    exports: ["token_type"],
    levels: { cost: ["item"] },
    hasValueLabels: true,
  },
  cost_type: {
    columns: ["cost_type"],
    exports: ["cost_type"],
    levels: { cost: ["item"] },
    hasValueLabels: true,
  },
  description: { columns: ["description"], exports: ["description"], levels: { cost: ["item"] } },
  service_tier: { columns: ["service_tier"], exports: ["service_tier"], levels: { cost: ["item"] } },
  context_window: { columns: ["context_window"], exports: ["context_window"], levels: { cost: ["item"] } },
  inference_geo: { columns: ["inference_geo"], exports: ["inference_geo"], levels: { cost: ["item"] } },
} as const satisfies Record<string, Dimension<typeof costLevels>>;

export type CostDimension = NameOf<typeof costDimension>;
export const costDimensions = listNames(costDimension);
/** What cost can be grouped and filtered by. */
export type CostGroup = CostDimension | TagDimension;

/** Digests of stored days depend on the order. */
export const costColumns = inOrder(listColumns(costDimension, "cost"), [
  "workspace_id",
  "description",
  "cost_type",
  "token_type",
]);

/** The order in files is a contract. */
export const costExports = inOrder(listExports(costDimension, costDimensions), [
  "workspace",
  "workspace_id",
  "model",
  "description",
  "cost_type",
]);
