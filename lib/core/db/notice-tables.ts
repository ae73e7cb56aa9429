import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Browsers that a person has signed in from. The cookie holds a random value, of which only the SHA-256 is stored. */
export const signInDevices = pgTable(
  "sign_in_devices",
  {
    email: text("email").notNull(),
    deviceHash: text("device_hash").notNull(),
    browser: text("browser"),
    system: text("system"),
    /** The language of the last sign-in, in which this person gets notices. */
    locale: text("locale").$type<"en" | "de">().notNull(),
    /** The session of the last sign-in: whoever ends it also forgets the device. */
    sessionId: uuid("session_id").notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.email, table.deviceHash] }),
    index("sign_in_devices_session").on(table.sessionId),
    index("sign_in_devices_seen").on(table.lastSeenAt),
  ],
);

/** One row: the last line of the audit log that notices were made from. */
export const noticeCursor = pgTable("notice_cursor", {
  id: integer("id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
});
