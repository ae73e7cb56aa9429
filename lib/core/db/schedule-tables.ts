import { boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { StoredRecipient } from "./budget-tables";
import { instant, jsonb, signInColumns } from "./columns";

/** A report that is sent regularly, with the rights that its owner has at that time. */
export const schedules = pgTable(
  "schedules",
  {
    id: uuid("id").primaryKey(),
    owner: text("owner").notNull(),
    /** How the owner had signed in when they last saved it. */
    ...signInColumns(),
    name: text("name").notNull(),
    report: text("report").notNull(),
    /** What the page's address held; rolling ranges are resolved when it is sent. */
    query: text("query").notNull(),
    cadence: text("cadence").notNull(),
    /** The day of the week, counted from Monday, or of the month. */
    day: integer("day").notNull(),
    /** In UTC. */
    hour: integer("hour").notNull(),
    locale: text("locale").$type<"en" | "de">().notNull(),
    recipients: jsonb("recipients").$type<StoredRecipient[]>().notNull(),
    /** When someone with a recent sign-in chose to send a file of people; null if it has none. */
    peopleConfirmedAt: instant("people_confirmed_at"),
    isPaused: boolean("is_paused").notNull().default(false),
    nextAt: instant("next_at").notNull(),
    createdAt: instant("created_at").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [index("schedules_next").on(table.nextAt)],
);
