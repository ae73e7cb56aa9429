import "server-only";
import { and, between, eq, or } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { reportDays } from "@/lib/core/db/report-tables";
import { env } from "@/lib/core/env/env";
import { addDays, type DayRange, listDays, toDay } from "@/lib/core/format/calendar";
import { toKeptDays } from "@/lib/core/history/vocabulary";

type UnknownDays = { missingDays: number; unkeptDays: number };

/** Days without cost: those still to be read, and those that never will be because they are older than the history. */
export async function countUnknownDays(ranges: readonly DayRange[]): Promise<UnknownDays> {
  const db = await database();
  const isIn = or(...ranges.map(({ from, to }) => between(reportDays.day, from, to)));
  const rows = await db
    .select({ day: reportDays.day })
    .from(reportDays)
    .where(and(eq(reportDays.report, "cost"), eq(reportDays.isRefused, false), isIn));
  const known = new Set(rows.map(({ day }) => day));
  const unknown = ranges.flatMap(listDays).filter((day) => !known.has(day));
  const oldest = addDays(toDay(new Date()), 1 - toKeptDays("cost", env.HISTORY_DAYS));
  const unkeptDays = unknown.filter((day) => day < oldest).length;
  return { missingDays: unknown.length - unkeptDays, unkeptDays };
}
