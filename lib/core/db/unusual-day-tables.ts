import { numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { currency, day, instant } from "./columns";

/**
 * Unusual days that someone has explained. `scope`: "organization", or the workspaces of the leads who share them,
 * whose usual days are others.
 */
export const unusualDayNotes = pgTable(
  "unusual_day_notes",
  {
    scope: text("scope").notNull(),
    day: day("day").notNull(),
    currency,
    note: text("note").notNull(),
    /** The address of the person who takes care of it. */
    owner: text("owner").notNull(),
    notedBy: text("noted_by").notNull(),
    notedAt: instant("noted_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.day, table.currency] })],
);

/** Days that stood out when they were first judged, each once, however often the vendor revises them. */
export const unusualDayAlarms = pgTable(
  "unusual_day_alarms",
  {
    day: day("day").notNull(),
    currency,
    cents: numeric("cents").notNull(),
    usualCents: numeric("usual_cents").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.currency] })],
);
