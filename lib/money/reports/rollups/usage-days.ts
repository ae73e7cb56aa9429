import "server-only";
import { between, eq, lt, or, sql } from "drizzle-orm";
import { copyRows } from "@/lib/core/db/copy-rows";
import type { CopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import { usageGeoRows, usageHours, usageRollups, usageRows } from "@/lib/core/db/report-tables";
import { forgetUnreadable } from "@/lib/core/db/unreadable-rows";
import { toDayAgo } from "@/lib/core/format/calendar";
import { listColumnsAt } from "@/lib/money/reports/dimension";
import {
  finestHours,
  geoColumns,
  hourColumns,
  usageColumns,
  usageDimension,
  usageLevels,
} from "@/lib/money/reports/usage/dimensions";
import { groupByLevels, inTable, isOfLevels, toColumns } from "./columns";
import { estimateKeysOfDay } from "./key-costs";
import { sumKeysOfDay } from "./key-sums";
import { markSavings, markStale, type Period, rewriteDay, sumPeriod, sumsOf } from "./rollups";

const keptHourDays = 31;

const measures = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation_5m_input_tokens",
  "cache_creation_1h_input_tokens",
  "output_tokens",
  "web_search_requests",
];

const axesOf = (report: "usage" | "usage-geo") =>
  groupByLevels(usageLevels[report], (level) =>
    inTable(usageRollups, listColumnsAt(usageDimension, report, level)),
  );
const ofUsage = axesOf("usage");
const ofGeo = axesOf("usage-geo");
const ofHours = groupByLevels(
  usageLevels["usage-hours"].filter((level) => level !== finestHours),
  (level) => inTable(usageHours, listColumnsAt(usageDimension, "usage-hours", level)),
);
const columns = inTable(usageRollups, [...usageColumns, ...geoColumns]);

const sums = {
  table: usageRollups,
  axes: ["axes", ...columns],
  measures,
};
const ofRows = isOfLevels(usageLevels.usage);
const ofGeoRows = isOfLevels(usageLevels["usage-geo"]);

export const usageParts: Record<"usage" | "usage-geo", (tx: Transaction, period: Period) => Promise<void>> = {
  usage: (tx, period) => sumPeriod(tx, { ...sums, isMeant: ofRows }, period),
  "usage-geo": (tx, period) => sumPeriod(tx, { ...sums, isMeant: ofGeoRows }, period),
};

export async function writeUsageDay(tx: Transaction, day: string, rows: CopyText): Promise<void> {
  await tx.delete(usageRows).where(eq(usageRows.day, day));
  await copyRows(tx, usageRows, rows);
  const ofDay = sql`select ${ofUsage.axes}, ${toColumns(columns, usageColumns)}, ${sumsOf(measures)}
    from ${usageRows} where day = ${day}::date group by ${ofUsage.sets}`;
  await rewriteDay(tx, { ...sums, isMeant: ofRows }, day, ofDay);
  await markStale(tx, ["usage"], day);
  await sumKeysOfDay(tx, day);
  await estimateKeysOfDay(tx, "usage", day);
  await markSavings(tx, day);
}

export async function writeGeoDay(tx: Transaction, day: string, rows: CopyText): Promise<void> {
  await tx.delete(usageGeoRows).where(eq(usageGeoRows.day, day));
  await copyRows(tx, usageGeoRows, rows);
  const ofDay = sql`select ${ofGeo.axes}, ${toColumns(columns, geoColumns)}, ${sumsOf(measures)}
    from ${usageGeoRows} where day = ${day}::date group by ${ofGeo.sets}`;
  await rewriteDay(tx, { ...sums, isMeant: ofGeoRows }, day, ofDay);
  await markStale(tx, ["usage-geo"], day);
}

export async function writeHoursOfDay(tx: Transaction, day: string, rows: CopyText): Promise<void> {
  const isOfDay = between(usageHours.startsAt, new Date(`${day}T00:00:00Z`), new Date(`${day}T23:59:59Z`));
  const isOld = lt(usageHours.startsAt, sql`now() - make_interval(days => ${keptHourDays})`);
  const isOfAnyAxes = isOfLevels(usageLevels["usage-hours"]); // Written so that the index is used.
  await tx.delete(usageHours).where(sql`${isOfAnyAxes} and (${or(isOfDay, isOld)})`);
  const oldest = toDayAgo(keptHourDays);
  await forgetUnreadable(tx, "usage-hours", (part) => sql`${part} collate "C" < ${oldest}`);
  await copyRows(tx, usageHours, rows);
  await tx.insert(usageHours).select(sql`
    select ${ofHours.axes}, starts_at, ${toColumns(inTable(usageHours, hourColumns))}, ${sumsOf(measures)}
    from ${usageHours} where axes = ${finestHours} and ${isOfDay} group by starts_at, ${ofHours.sets}`);
}
