import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * By a keyed hash of the address or the ID that a person had: what stands for it since. It is random, so that it doesn't
 * lead back to the person.
 */
export const forgottenPeople = pgTable("forgotten_people", {
  lookup: text("lookup").primaryKey(),
  pseudonym: text("pseudonym").notNull(),
  forgottenAt: instant("forgotten_at").notNull(),
});

/** One row: the key of those hashes. */
export const forgettingKey = pgTable("forgetting_key", {
  id: integer("id").primaryKey(),
  key: text("key").notNull(),
});
