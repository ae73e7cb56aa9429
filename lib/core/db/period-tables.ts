import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { day } from "./columns";

/**
 * A stale week or month lacks days written since and is read from its days until it is summed again. `part` names what
 * is summed. The grain `window` marks a sum of the newest 30 days, by a day that changed it; the grain `whole_month`
 * marks sums that exist only by month.
 */
export const stalePeriods = pgTable(
  "stale_periods",
  {
    part: text("part").notNull(),
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
  },
  (table) => [primaryKey({ columns: [table.part, table.grain, table.startsOn] })],
);

/**
 * Which parts have a sum of the 30 complete days from `starts_on`, as rows with the grain `window`. It is valid while
 * `digest`, of the stored days that it was made from, is that of the days as they are.
 */
export const summedWindows = pgTable("summed_windows", {
  part: text("part").primaryKey(),
  startsOn: day("starts_on").notNull(),
  digest: text("digest").notNull(),
});
