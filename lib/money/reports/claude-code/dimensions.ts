import {
  type Dimension,
  inOrder,
  listColumns,
  listExports,
  listNames,
  listNamesWith,
  type NameOf,
} from "@/lib/money/reports/dimension";

/** Sums by actor and by type of actor keep none of the dimensions. */
export const claudeCodeLevels = { "claude-code": ["place"] } as const;

/** A new one also needs a column in `lib/core/db/claude-code-tables.ts`, a migration, and messages. */
export const claudeCodeDimension = {
  terminal: {
    columns: ["terminal_type"],
    exports: ["terminal_type"],
    levels: { "claude-code": ["place"] },
  },
  place: {
    columns: ["is_remote"],
    exports: [],
    levels: { "claude-code": ["place"] },
    isDerived: true,
    isFlag: true,
    hasValueLabels: true,
  },
  customer: {
    columns: ["customer_type"],
    exports: ["customer_type"],
    levels: { "claude-code": ["place"] },
  },
} as const satisfies Record<string, Dimension<typeof claudeCodeLevels>>;

export type ClaudeCodeDimension = NameOf<typeof claudeCodeDimension>;
export const claudeCodeDimensions = listNames(claudeCodeDimension);
export const claudeCodeBreakdowns = ["model", ...claudeCodeDimensions] as const;

/** Masked groups depend on the order. */
export const placeColumns = inOrder(listColumns(claudeCodeDimension, "claude-code"), ["customer_type"]);
/** With what is stored, but offered nowhere. Digests of stored days depend on the order. */
export const claudeCodeColumns = inOrder(
  [...placeColumns, "subscription_type"],
  ["customer_type", "subscription_type"],
);
export const flagColumns = listNamesWith(claudeCodeDimension, "isFlag").flatMap(
  (name) => claudeCodeDimension[name].columns,
);

export const placeExports = listExports(claudeCodeDimension, claudeCodeDimensions);
