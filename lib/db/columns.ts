import { bigint, date, jsonb, text, timestamp } from "drizzle-orm/pg-core";

export const instant = (name: string) => timestamp(name, { withTimezone: true });
export const day = (name: string) => date(name, { mode: "string" });
export const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/** The session that asked for work which goes on without it; null where none is known. */
export const sessionColumns = () => ({
  sessionId: text("session_id"),
  method: text("method"),
  address: text("address"),
  authenticatedAt: instant("authenticated_at"),
});

/** What the amounts of a row are in. */
export const currency = text("currency").notNull().default("USD");

/** Beside an amount in US dollars: amounts in other currencies by their codes; null where there are none. */
export const otherCents = (name: string) => jsonb(name).$type<Record<string, string>>();
