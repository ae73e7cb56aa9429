import "server-only";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { toDay, windowDays } from "@/lib/core/format/calendar";

/** The newest complete day of a table, with which its window of 30 days ends; null if there is none. */
export function toNewestDay(table: SQLWrapper): SQL {
  return sql`(select max(day) from ${table} where day < ${toDay(new Date())}::date)`;
}

export function isInWindow(day: SQL, newest: SQL): SQL {
  return sql`${day} > ${toOpening(newest)} and ${day} <= ${newest}`;
}

/** The day before the window's first one. */
export function toOpening(newest: SQL): SQL {
  return sql`${newest} - ${windowDays}::integer`;
}
