import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeyUsage, reportDays } from "@/lib/core/db/report-tables";
import { toDay } from "@/lib/core/format/calendar";
import type { KeyUse } from "./vocabulary";

const recentDays = 7;

export function toRecentStart(now: Date): SQL {
  return sql`(${toToday(now)} - ${recentDays}::integer)`;
}

/**
 * True if no recent traffic can be missing: each recent day was read after it ended, and yesterday or today within the
 * hour.
 */
export function isRecentTrafficKnown(now: Date): SQL<boolean> {
  const { day, fetchedAt, report, isRefused } = reportDays;
  const yesterday = sql`(${toToday(now)} - 1)`;
  const isOver = sql`${day} < ${toToday(now)}
    and (${day} = ${yesterday} or (${fetchedAt} at time zone 'UTC')::date > ${day})`;
  return sql`(select count(*) filter (where ${isOver}) = ${recentDays}
      and max(${fetchedAt}) filter (where ${day} >= ${yesterday}) > ${now.toISOString()}::timestamptz - interval '1 hour'
    from ${reportDays} where ${report} = 'usage' and not ${isRefused}
      and ${day} between ${toRecentStart(now)} and ${toToday(now)})`;
}

/** Unread traffic doesn't prove that a key is idle. */
export function toKeyUse(now: Date): SQL<KeyUse> {
  return sql`case when ${apiKeyUsage.lastUsedOn} >= ${toRecentStart(now)} then 'recent'
    when ${isRecentTrafficKnown(now)} then 'none' else 'unknown' end`;
}

function toToday(now: Date): SQL {
  return sql`${toDay(now)}::date`;
}
