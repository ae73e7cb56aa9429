import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { day, jsonb } from "./columns";

/**
 * What an object of the directory was at the end of each UTC day from `fromDay` until the day before `untilDay`, which
 * is null as long as that holds. Written by triggers, in the transaction that changes the mirror. `state`: the mirror's
 * columns; `key`: the object's ID, or the workspace's and the person's, separated by a space.
 */
export const directoryVersions = pgTable(
  "directory_versions",
  {
    noun: text("noun").notNull(),
    key: text("key").notNull(),
    fromDay: day("from_day").notNull(),
    untilDay: day("until_day"),
    state: jsonb("state").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.noun, table.key, table.fromDay] }),
    index("directory_versions_day").on(table.noun, table.fromDay),
  ],
);
