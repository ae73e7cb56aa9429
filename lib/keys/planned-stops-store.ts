import "server-only";
import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { addDays, toDay } from "@/lib/calendar";
import { auditLog } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { apiKeys, changes } from "@/lib/db/directory-tables";
import { keyRotations } from "@/lib/db/own-tables";
import { reportDays, usageKeyRollups } from "@/lib/db/report-tables";
import { currentStatus } from "@/lib/directory/key-status";
import { isRecentTrafficKnown } from "@/lib/directory/key-use";

export type Planned = Awaited<ReturnType<typeof listPlanned>>[number];

/** Keys that shall stop once they are quiet, and whether they are. */
export async function listPlanned(now: Date) {
  const yesterday = addDays(toDay(now), -1);
  const db = await database();
  return db
    .select({
      keyId: keyRotations.keyId,
      name: sql<string>`coalesce(${apiKeys.name}, '')`,
      askedBy: keyRotations.stopAskedBy,
      askedAt: keyRotations.stopAskedAt,
      sessionId: keyRotations.sessionId,
      method: keyRotations.method,
      address: keyRotations.address,
      authenticatedAt: keyRotations.authenticatedAt,
      isChanged: sql<boolean>`${isChanged}`,
      isQuiet: sql<boolean>`${toQuiet(yesterday)} and ${toRead(yesterday)} and ${isRecentTrafficKnown(now)}`,
    })
    .from(keyRotations)
    .leftJoin(apiKeys, and(eq(apiKeys.id, keyRotations.keyId), isNull(apiKeys.goneAt)))
    .where(
      and(
        isNull(keyRotations.finishedAt),
        isNotNull(keyRotations.stopAskedBy),
        isNull(keyRotations.stopRunId),
      ),
    );
}

/** Off or gone, or switched since it was asked for, here or in the Console. */
const isChanged: SQL = sql`(${apiKeys.id} is null or ${currentStatus} <> 'active'
  or exists (select 1 from ${auditLog} where ${auditLog.targetId} = ${keyRotations.keyId}
    and ${auditLog.action} in ('api_key.activate', 'api_key.deactivate', 'api_key.archive') and ${auditLog.outcome} <> 'failed'
    and ${auditLog.at} > ${keyRotations.stopAskedAt})
  or exists (select 1 from ${changes} where ${changes.noun} = 'api_key'
    and ${changes.targetId} = ${keyRotations.keyId} and ${changes.seenAt} > ${keyRotations.stopAskedAt}
    and ${changes.before} ->> 'status' <> ${changes.after} ->> 'status'))`;

/** Without traffic since the day began, and older than it. */
function toQuiet(day: string): SQL {
  return sql`(${apiKeys.createdAt} at time zone 'UTC')::date < ${day}::date
    and not exists (select 1 from ${usageKeyRollups}
      where ${usageKeyRollups.apiKeyId} = ${keyRotations.keyId} and ${usageKeyRollups.day} >= ${day}::date)`;
}

/** Traffic reaches the report within minutes, so an hour after the day its reading is whole. */
function toRead(day: string): SQL {
  return sql`exists (select 1 from ${reportDays} where ${reportDays.report} = 'usage' and not ${reportDays.isRefused}
    and ${reportDays.day} = ${day}::date
    and ${reportDays.fetchedAt} >= ((${day}::date + 1)::timestamp at time zone 'UTC') + interval '1 hour')`;
}
