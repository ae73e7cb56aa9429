import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

/**
 * The compliance feed as far back as it was read. `details` holds fields of some types, shortened. `traces` names the
 * directory changes that the activity explains; null if none.
 */
export const complianceActivities = pgTable(
  "compliance_activities",
  {
    id: text("id").primaryKey(),
    at: instant("at").notNull(),
    type: text("type").notNull(),
    actorType: text("actor_type"),
    actorId: text("actor_id"),
    actorEmail: text("actor_email"),
    address: text("address"),
    userAgent: text("user_agent"),
    details: jsonb("details").$type<Record<string, unknown>>().notNull(),
    traces: text("traces").array(),
  },
  (table) => [
    index("compliance_activities_at").on(table.at, table.id),
    index("compliance_activities_type").on(table.type, table.at, table.id),
    index("compliance_activities_actor").on(
      sql`coalesce(${table.actorEmail}, ${table.actorId})`,
      table.at,
      table.id,
    ),
    index("compliance_activities_traces").using("gin", table.traces).where(sql`${table.traces} is not null`),
  ],
);

/**
 * One row. Newer activities are requested from `anchorId`, old enough that nothing older can still appear; older ones
 * from `oldestId` until `isComplete`.
 */
export const complianceFeed = pgTable("compliance_feed", {
  id: integer("id").primaryKey(),
  anchorId: text("anchor_id"),
  anchorAt: instant("anchor_at"),
  oldestId: text("oldest_id"),
  oldestAt: instant("oldest_at"),
  isComplete: boolean("is_complete").notNull().default(false),
});

/** By the change's number. If several people match, `activityId` is null and `candidates` counts them. */
export const changeAuthors = pgTable(
  "change_authors",
  {
    changeSeq: bigint("change_seq", { mode: "number" }).primaryKey(),
    activityId: text("activity_id"),
    candidates: integer("candidates").notNull(),
  },
  (table) => [index("change_authors_activity").on(table.activityId)],
);
