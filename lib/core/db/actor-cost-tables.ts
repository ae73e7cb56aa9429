import { boolean, index, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { currency, day } from "./columns";

const actorCost = {
  /** user, service_account, api_key, federated, or an unknown kind as received; null if no one is named. */
  actorKind: text("actor_kind"),
  actorId: text("actor_id"),
  actorEmail: text("actor_email"),
  apiKeyId: text("api_key_id"),
  workspaceId: text("workspace_id"),
  product: text("product"),
  model: text("model"),
  currency,
  cents: numeric("cents").notNull(),
  listCents: numeric("list_cents").notNull(),
};

/** From `analytics/cost`; `cents` is net, `listCents` before discounts. */
export const actorCostRows = pgTable(
  "actor_cost_rows",
  { day: day("day").notNull(), ...actorCost },
  (table) => [
    index("actor_cost_rows_day").on(table.day),
    index("actor_cost_rows_key").on(table.apiKeyId, table.day),
    index("actor_cost_rows_actor").on(table.actorId, table.day),
  ],
);

/** Weeks and months of `actor_cost_rows`, which have a thirtieth of the rows of their days. */
export const actorCostRollups = pgTable(
  "actor_cost_rollups",
  { grain: text("grain").notNull(), startsOn: day("starts_on").notNull(), ...actorCost },
  (table) => [index("actor_cost_rollups_start").on(table.grain, table.startsOn)],
);

/** Kept only if the key reads several organizations: a parent's key reads its children. */
export const organizationCosts = pgTable(
  "organization_costs",
  {
    day: day("day").notNull(),
    organizationId: text("organization_id").notNull(),
    currency,
    cents: numeric("cents").notNull(),
    listCents: numeric("list_cents").notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.organizationId, table.currency] })],
);

/** `isOwn` marks the organization that Castellan manages, which may have no cost. */
export const costOrganizations = pgTable("cost_organizations", {
  id: text("id").primaryKey(),
  isOwn: boolean("is_own").notNull(),
});
