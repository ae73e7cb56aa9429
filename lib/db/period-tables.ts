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
