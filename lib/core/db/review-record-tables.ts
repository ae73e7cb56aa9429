import { customType, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { day, instant, jsonb } from "./columns";

/**
 * What happened around the decisions: who handed what over, who was asked what, and how reviewers and the due date changed.
 * `rows`: the rows that it is about; null for all of the workspace, or of the review where there is none.
 */
export const reviewEvents = pgTable(
  "review_events",
  {
    id: uuid("id").primaryKey(),
    reviewId: uuid("review_id").notNull(),
    kind: text("kind").$type<"handed_over" | "question" | "days" | "reviewers" | "due">().notNull(),
    workspaceId: text("workspace_id"),
    rows: jsonb("rows").$type<string[]>(),
    by: text("by").notNull(),
    at: instant("at").notNull(),
    note: text("note").notNull(),
    /** The reviewers from then on. */
    reviewers: jsonb("reviewers").$type<string[]>(),
    /** The due date from then on, or the one that is asked for. */
    dueOn: day("due_on"),
    answer: text("answer"),
    answeredBy: text("answered_by"),
    answeredAt: instant("answered_at"),
  },
  (table) => [index("review_events_review").on(table.reviewId, table.at)],
);

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Evidence packs as they were made, so that they are the same whenever they are fetched. */
export const reviewPacks = pgTable(
  "review_packs",
  {
    reviewId: uuid("review_id").notNull(),
    packId: uuid("pack_id").notNull(),
    position: integer("position").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.reviewId, table.packId, table.position] })],
);
