import { boolean, index, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { currency, day } from "./columns";

/** Cost by person, key, workspace, product and model as `analytics/cost` gives it; `cents` is net, `listCents` before discounts. */
export const actorCostRows = pgTable(
  "actor_cost_rows",
  {
    day: day("day").notNull(),
    /** user | service_account | api_key | federated, or an unknown kind as it came; null: nobody is named. */
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
  },
  (table) => [
    index("actor_cost_rows_day").on(table.day),
    index("actor_cost_rows_key").on(table.apiKeyId, table.day),
    index("actor_cost_rows_actor").on(table.actorId, table.day),
  ],
);

/**
 * What organizations cost under a key that reads more than one, each for itself: a parent's key reads its children. Kept
 * only where there is more than one.
 */
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

/** The organizations that such a key reads. `isOwn` marks the one that Castellan manages, which may have no cost. */
export const costOrganizations = pgTable("cost_organizations", {
  id: text("id").primaryKey(),
  isOwn: boolean("is_own").notNull(),
});
