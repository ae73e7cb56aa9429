import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { addDays, listDays, toDay, toPeriodEnd } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import type { Transaction } from "@/lib/db/database";
import { stalePeriods } from "@/lib/db/period-tables";
import { env } from "@/lib/env";
import { type ReportName, toKeptDays } from "@/lib/history/vocabulary";
import { getKnownDays } from "@/lib/reports/ingest/known-days";
import { yieldThread } from "@/lib/yield-thread";
import { actorUsageParts } from "./actor-usage-days";
import { claudeCodeParts } from "./claude-code-days";
import { lockReport } from "./replace-day";
import type { Period } from "./rollups";
import { usageParts } from "./usage-days";

type SumPeriod = (tx: Transaction, period: Period) => Promise<void>;

/** Sums of cost are written with every day instead. */
const partsOf: Partial<Record<ReportName, Record<string, SumPeriod>>> = {
  usage: { usage: usageParts.usage },
  "usage-geo": { "usage-geo": usageParts["usage-geo"] },
  "claude-code": claudeCodeParts,
  "actor-usage": { "actor-usage": actorUsageParts["actor-usage"] },
  "account-usage": { "account-usage": actorUsageParts["account-usage"] },
};

/**
 * Each period has its own transaction, so that no one waits long. A period with unread days is skipped, so a history's
 * months are summed once.
 */
export async function sumStalePeriods(report: ReportName, unread?: readonly string[]): Promise<void> {
  const parts = partsOf[report];
  if (!parts) return;
  const missing = unread ?? (await listUnread(report));
  const db = await database();
  const isOurs = inArray(stalePeriods.part, Object.keys(parts));
  for (const { part, grain, startsOn } of await db.select().from(stalePeriods).where(isOurs)) {
    // Sound: nothing else is marked.
    const period = { grain, startsOn } as Period;
    const end = toPeriodEnd(startsOn, period.grain);
    if (missing.some((day) => day >= startsOn && day <= end)) continue;
    await db.transaction(async (tx) => {
      await lockReport(tx, report);
      await parts[part]?.(tx, period);
      await tx.delete(stalePeriods).where(isMark({ part, ...period }));
    });
    await yieldThread();
  }
}

function isMark({ part, grain, startsOn }: Period & { part: string }) {
  return and(eq(stalePeriods.part, part), eq(stalePeriods.grain, grain), eq(stalePeriods.startsOn, startsOn));
}

async function listUnread(report: ReportName): Promise<string[]> {
  const today = toDay(new Date());
  const from = addDays(today, 1 - toKeptDays(report, env.HISTORY_DAYS));
  const known = await getKnownDays(report, from);
  return listDays({ from, to: today }).filter((day) => !known.has(day));
}
