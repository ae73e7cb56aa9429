import "server-only";
import { and, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Write } from "@/lib/core/audit/write-through";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes } from "@/lib/core/db/directory-tables";
import { keyRotations } from "@/lib/core/db/own-tables";
import { reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { currentStatus, toCurrentStatus } from "@/lib/core/organization/key-status";
import { isRecentTrafficKnown } from "@/lib/core/organization/key-use";
import { isPlanned } from "./stop-store";
import { isRetried } from "./stop-tries-store";
import { quietDays } from "./vocabulary";

export type Planned = Awaited<ReturnType<typeof listPlanned>>[number];

/** What a run of a planned stop is about: which plan, and the first day of the quiet that it was started for. */
export const plannedStop = z.object({ askedAt: z.iso.datetime(), quietSince: z.iso.date() });
type PlannedStop = z.infer<typeof plannedStop>;

/** Keys that shall stop once they are quiet, and whether they are. */
export async function listPlanned(now: Date) {
  const quietSince = addDays(toDay(now), -quietDays);
  const anHourAgo = new Date(now.getTime() - 3_600_000);
  const isWaiting = or(isNull(keyRotations.stopRunId), isRetried(anHourAgo));
  const plans = await selectPlans(quietSince, now, isWaiting);
  return plans.map((plan) => ({ ...plan, quietSince }));
}

/** Whether a plan no longer holds, even if the server hasn't ended it yet, which it does after the next reading. */
export async function isPlanOver(keyId: string, now = new Date()): Promise<boolean> {
  const isOfKey = and(eq(keyRotations.keyId, keyId), or(isNull(keyRotations.stopRunId), isRetried()));
  const [plan] = await selectPlans(addDays(toDay(now), -quietDays), now, isOfKey);
  return plan?.isOver ?? false;
}

/** Looks again right before each try: the run may have waited for hours, such as for an approval. */
export function whilePlanned<T>(write: Write<T>, keyId: string, plan: PlannedStop): Write<T> {
  return {
    ...write,
    send: async () => {
      await refuseLapsed(keyId, plan);
      return write.send();
    },
  };
}

/** @throws AppError refused if the plan is over, or the key is no longer known to be quiet */
async function refuseLapsed(keyId: string, { askedAt, quietSince }: PlannedStop): Promise<void> {
  const isThis = and(
    eq(keyRotations.keyId, keyId),
    eq(keyRotations.stopAskedAt, new Date(askedAt)),
    isNotNull(keyRotations.stopRunId),
  );
  const [plan] = await selectPlans(quietSince, new Date(), isThis);
  if (!plan || plan.isOver)
    throw new AppError("refused", "the planned stop is over", { reason: "planned_stop_over" });
  if (!plan.isQuiet)
    throw new AppError("refused", "the key is not quiet", { reason: "planned_stop_not_quiet" });
}

async function selectPlans(quietSince: string, now: Date, which: SQL | undefined) {
  const db = await database();
  return db
    .select({
      keyId: keyRotations.keyId,
      name: sql<string>`coalesce(${apiKeys.name}, '')`,
      askedBy: keyRotations.stopAskedBy,
      askedAt: keyRotations.stopAskedAt,
      runId: keyRotations.stopRunId,
      sessionId: keyRotations.sessionId,
      method: keyRotations.method,
      memberId: keyRotations.memberId,
      providerAddress: keyRotations.providerAddress,
      address: keyRotations.address,
      authenticatedAt: keyRotations.authenticatedAt,
      isOver: sql<boolean>`(${isChanged} or not ${isReplaced})`,
      isQuiet: sql<boolean>`coalesce(${toQuiet(quietSince)} and ${toRead(quietSince)} and ${isRecentTrafficKnown(now)}, false)`,
    })
    .from(keyRotations)
    .leftJoin(apiKeys, and(eq(apiKeys.id, keyRotations.keyId), isNull(apiKeys.goneAt)))
    .where(and(isPlanned, which));
}

/** Off or gone, or switched since it was asked for, here or in the Console. */
const isChanged: SQL = sql`(${apiKeys.id} is null or ${currentStatus} <> 'active'
  or exists (select 1 from ${auditLog} where ${auditLog.targetId} = ${keyRotations.keyId}
    and ${auditLog.action} in ('api_key.activate', 'api_key.deactivate', 'api_key.archive') and ${auditLog.outcome} <> 'failed'
    and ${auditLog.at} > ${keyRotations.stopAskedAt})
  or exists (select 1 from ${changes} where ${changes.noun} = 'api_key'
    and ${changes.targetId} = ${keyRotations.keyId} and ${changes.seenAt} > ${keyRotations.stopAskedAt}
    and ${changes.before} ->> 'status' <> ${changes.after} ->> 'status'))`;

/** A key that is quiet because its replacement is off, too, is one that somebody will need again. */
const isReplaced: SQL = sql`exists (select 1 from ${apiKeys} successor
  where successor.id = ${keyRotations.replacementId} and successor.gone_at is null
    and ${toCurrentStatus(sql`successor`)} = 'active')`;

/** Whether a key is older than the day and has had no traffic since it began. */
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
