/** What runs in the browser too. */
export const browserSafe = [
  "schema",
  "change-schema",
  "change-sentences",
  "queries",
  "actions",
  "search-params",
  "*-search-params",
  "permissions",
  "*vocabulary",
]
  .map((name) => `@/lib/*/*/${name}`)
  .concat(
    "@/lib/core/auth/scopes",
    "@/lib/core/entry/unwrap",
    "@/lib/core/errors/errors",
    "@/lib/core/errors/refusal-reasons",
    "@/lib/core/format/calendar",
    "@/lib/core/format/fold",
    "@/lib/core/format/format",
    "@/lib/core/format/key-hint",
    "@/lib/core/format/typed-text",
    "@/lib/core/format/zone",
    "@/lib/core/money/money*",
    "@/lib/core/money/rounding",
    "@/lib/core/money/unit-cost",
    "@/lib/directory/invites/import-file",
    "@/lib/money/reports/dimension",
    "@/lib/money/reports/*/dimensions",
    "@/lib/money/reports/*/schema",
    "@/lib/money/reports/*/search-params",
    "@/lib/money/statements/bridge",
  );
