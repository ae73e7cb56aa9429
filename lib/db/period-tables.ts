import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { day } from "./columns";

/**
 * Sums of a week or a month that lack days which were written since. Such a period is read from the sums of its days
 * until its own are made again. `part` names what is summed, as `lib/reports/rollups/period-sums.ts` does.
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
