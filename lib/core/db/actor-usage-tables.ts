import { bigint, index, pgTable, text } from "drizzle-orm/pg-core";
import { count, day, usageMeasures } from "./columns";

/** From `analytics/usage` or, without products and requests, from `usage_report/messages` by account. */
const actorUsageAxes = {
  /** As in `report_days`: one of two sources, which are never summed together. */
  report: text("report").notNull(),
  workspaceId: text("workspace_id"),
  actorKind: text("actor_kind"),
  actorId: text("actor_id"),
  actorEmail: text("actor_email"),
  product: text("product"),
  model: text("model"),
  speed: text("speed"),
};

const actorUsageMeasures = {
  ...usageMeasures,
  /** Null if the source doesn't count them. */
  requests: bigint("requests", { mode: "number" }),
  countedTokens: count("counted_tokens"),
};

export const actorUsageRows = pgTable(
  "actor_usage_rows",
  { day: day("day").notNull(), ...actorUsageAxes, ...actorUsageMeasures },
  (table) => [index("actor_usage_rows_day").on(table.report, table.day)],
);

/** Sums of `actor_usage_rows`, written like those of usage. `axes`: the dimensions kept beside the workspace. */
export const actorUsageRollups = pgTable(
  "actor_usage_rollups",
  {
    axes: text("axes").notNull(),
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    ...actorUsageAxes,
    ...actorUsageMeasures,
  },
  (table) => [index("actor_usage_rollups_start").on(table.report, table.axes, table.grain, table.startsOn)],
);
