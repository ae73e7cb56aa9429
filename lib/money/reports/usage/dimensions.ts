import {
  type Dimension,
  inOrder,
  listColumns,
  listColumnsAt,
  listExports,
  listNames,
  listNamesIn,
  listNamesWith,
  type NameIn,
  type NameOf,
  type TagDimension,
} from "@/lib/money/reports/dimension";

/**
 * From the coarsest: the first one that keeps what a question needs answers it. `analytics` stands for both reports by
 * person, `actor-usage` and `account-usage`.
 */
export const usageLevels = {
  usage: ["item", "workspace", "workspace_model", "workspace_key", "workspace_item"],
  "usage-geo": ["geo_item", "workspace_geo"],
  "usage-hours": ["model", "workspace", "workspace_model"],
  analytics: ["item", "actor"],
} as const;

/** What the API's hours are stored as. */
export const finestHours: (typeof usageLevels)["usage-hours"][number] = "workspace_model";

/** A new one also needs a column in `lib/core/db/report-tables.ts`, a migration, and messages. */
export const usageDimension = {
  workspace: {
    columns: ["workspace_id"],
    exports: ["workspace", "workspace_id"],
    levels: {
      usage: ["workspace", "workspace_model", "workspace_key", "workspace_item"],
      "usage-geo": ["workspace_geo"],
      "usage-hours": ["workspace", "workspace_model"],
      analytics: ["item", "actor"],
    },
    isDerived: true,
    hasMissingLabel: true,
  },
  model: {
    columns: ["model"],
    exports: ["model"],
    levels: {
      usage: ["item", "workspace_model", "workspace_item"],
      "usage-geo": ["geo_item"],
      "usage-hours": ["model", "workspace_model"],
      analytics: ["item"],
    },
  },
  key: {
    columns: ["api_key_id"],
    exports: ["api_key", "api_key_id"],
    levels: { usage: ["workspace_key"] },
    isDerived: true,
  },
  service_tier: {
    columns: ["service_tier"],
    exports: ["service_tier"],
    levels: { usage: ["item", "workspace_item"], "usage-geo": ["geo_item"] },
  },
  context_window: {
    columns: ["context_window"],
    exports: ["context_window"],
    levels: { usage: ["item", "workspace_item"], "usage-geo": ["geo_item"] },
  },
  inference_geo: {
    columns: ["inference_geo"],
    exports: ["inference_geo"],
    levels: { "usage-geo": ["geo_item", "workspace_geo"] },
  },
  person: {
    columns: ["actor_kind", "actor_id", "actor_email"],
    exports: ["person"],
    levels: { analytics: ["actor"] },
    isDerived: true,
    hasMissingLabel: true,
  },
  service_account: {
    columns: ["actor_kind", "actor_id"],
    exports: ["service_account"],
    levels: { analytics: ["actor"] },
    isDerived: true,
    hasMissingLabel: true,
  },
  product: {
    columns: ["product"],
    exports: ["product"],
    levels: { analytics: ["item"] },
    isUnknownByAccount: true,
    hasMissingLabel: true,
  },
  speed: {
    columns: ["speed"],
    exports: ["speed"],
    levels: { analytics: ["item"] },
    hasMissingLabel: true,
  },
  actor_type: {
    columns: ["actor_kind"],
    exports: ["actor_type"],
    levels: { analytics: ["actor"] },
    hasMissingLabel: true,
  },
} as const satisfies Record<string, Dimension<typeof usageLevels>>;

type Declared = typeof usageDimension;
export type UsageDimension = NameOf<Declared>;
export const usageDimensions = listNames(usageDimension);
/** What usage can be filtered by, and, beside token types, grouped by. */
export type UsageAxis = UsageDimension | TagDimension;

export type MessageDimension = NameIn<Declared, "usage" | "usage-geo">;
export const messageDimensions = listNamesIn(usageDimension, "usage", "usage-geo");

/** What only the report by geography has, because the API allows five groups at most. */
export const geographyDimensions = messageDimensions.filter(
  (name) => !listNamesIn(usageDimension, "usage").some((one) => one === name),
);

export type AnalyticsDimension = Exclude<UsageDimension, MessageDimension>;
export const analyticsDimensions = usageDimensions.filter((name) => !isOfMessages(name));

export const hourlyDimensions: readonly string[] = listNamesIn(usageDimension, "usage-hours");

export const usageGroups = ["kind", ...usageDimensions] as const;

function isOfMessages(name: UsageDimension): name is MessageDimension {
  return messageDimensions.some((one) => one === name);
}

// Digests of stored days depend on the order of each.
export const usageColumns = inOrder(listColumns(usageDimension, "usage"), [
  "workspace_id",
  "model",
  "service_tier",
  "context_window",
]);
export const geoColumns = listColumns(usageDimension, "usage-geo");
export const hourColumns = listColumns(usageDimension, "usage-hours");
/** The columns of dimensions, without those of the actor, which the API sends as one field. */
const ownColumns = listColumnsAt(usageDimension, "analytics", "item");
export const analyticsColumns = inOrder(ownColumns, ["product", "model", "workspace_id"]);
const unknownByAccount: readonly string[] = listNamesWith(usageDimension, "isUnknownByAccount").flatMap(
  (name) => usageDimension[name].columns,
);
export const accountColumns = ownColumns.filter((column) => !unknownByAccount.includes(column));

export const messageExports = listExports(usageDimension, messageDimensions);
export const analyticsExports = listExports(usageDimension, listNamesIn(usageDimension, "analytics"));
