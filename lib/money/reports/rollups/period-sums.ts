import "server-only";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { stalePeriods, summedWindows } from "@/lib/core/db/period-tables";
import { env } from "@/lib/core/env/env";
import { addDays, listDays, toDay, toPeriodEnd, toWindow } from "@/lib/core/format/calendar";
import { type ReportName, toKeptDays } from "@/lib/core/history/vocabulary";
import { yieldThread } from "@/lib/core/process/yield-thread";
import { getKnownDays } from "@/lib/money/reports/ingest/known-days";
import {
  selectDaysDigest,
  selectSummedWindow,
  type WindowPart,
  windowReports,
} from "@/lib/money/reports/query/summed-window";
import { actorCostParts } from "./actor-cost-days";
import { actorUsageParts } from "./actor-usage-days";
import { claudeCodeParts } from "./claude-code-days";
import { sumKeyCosts } from "./key-costs";
import { sumTokensOfKeys } from "./key-sums";
import { sumClaudeCodeOfPeople, sumCostOfPeople } from "./people-sums";
import { lockReport } from "./replace-day";
import type { CalendarPeriod, Period } from "./rollups";
import { markUnsummedMonths, sumStaleSavings } from "./saving-months";
import { usageParts } from "./usage-days";

type SumPeriod = (tx: Transaction, period: Period) => Promise<void>;
type SumWindow = (tx: Transaction) => Promise<void>;

/** Sums of cost are written with every day instead. */
const partsOf: Partial<Record<ReportName, Record<string, SumPeriod>>> = {
  usage: { usage: usageParts.usage },
  "usage-geo": { "usage-geo": usageParts["usage-geo"] },
  "claude-code": claudeCodeParts,
  "actor-cost": actorCostParts,
  "actor-usage": { "actor-usage": actorUsageParts["actor-usage"] },
  "account-usage": { "account-usage": actorUsageParts["account-usage"] },
};

const estimatedKeyCosts: SumWindow = (tx) => sumKeyCosts(tx, "estimated");

const windowsOf: Partial<Record<ReportName, Record<string, SumWindow>>> = {
  cost: { "key-costs-by-cost": estimatedKeyCosts },
  usage: { "key-tokens": sumTokensOfKeys, "key-costs-by-usage": estimatedKeyCosts },
  "claude-code": { "claude-code": sumClaudeCodeOfPeople },
  "actor-cost": {
    "reported-key-costs": (tx) => sumKeyCosts(tx, "reported"),
    "actor-cost": sumCostOfPeople,
  },
};

/** For a server that takes over from one that was killed between storing days and summing them. */
export async function sumLeftovers(): Promise<void> {
  // Sound: both are declared with names of reports.
  const reports = new Set([...Object.keys(windowsOf), ...Object.keys(partsOf)]) as Set<ReportName>;
  await markUnsummedMonths();
  for (const report of reports) await sumStale(report);
}

/** What the stored days left to sum, so that a history is summed once and not with each of its days. */
export async function sumStale(report: ReportName, unread?: readonly string[]): Promise<void> {
  const missing = unread ?? (await listUnread(report));
  await sumStaleWindows(report);
  await sumStalePeriods(report, missing);
  await sumWindows(report, missing);
  if (report === "cost" || report === "usage")
    await sumStaleSavings(
      async () => unread ?? [...(await listUnread("cost")), ...(await listUnread("usage"))],
    );
}

async function sumStaleWindows(report: ReportName): Promise<void> {
  const windows = windowsOf[report];
  if (!windows) return;
  const db = await database();
  const isOurs = and(inArray(stalePeriods.part, Object.keys(windows)), eq(stalePeriods.grain, "window"));
  for (const { part } of await db
    .selectDistinct({ part: stalePeriods.part })
    .from(stalePeriods)
    .where(isOurs)) {
    await db.transaction(async (tx) => {
      await lockReport(tx, report);
      await tx.delete(stalePeriods).where(and(eq(stalePeriods.part, part), eq(stalePeriods.grain, "window")));
      await windows[part]?.(tx);
    });
    await yieldThread();
  }
}

/**
 * Each period has its own transaction, so that no one waits long. A period with unread days is skipped, so a history's
 * months are summed once.
 */
async function sumStalePeriods(report: ReportName, missing: readonly string[]): Promise<void> {
  const parts = partsOf[report];
  if (!parts) return;
  const db = await database();
  const isOurs = and(inArray(stalePeriods.part, Object.keys(parts)), ne(stalePeriods.grain, "window"));
  for (const { part, grain, startsOn } of await db.select().from(stalePeriods).where(isOurs)) {
    // Sound: nothing else is marked.
    const period = { grain, startsOn } as CalendarPeriod;
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

function isMark({ part, grain, startsOn }: CalendarPeriod & { part: string }) {
  return and(eq(stalePeriods.part, part), eq(stalePeriods.grain, grain), eq(stalePeriods.startsOn, startsOn));
}

async function listUnread(report: ReportName): Promise<string[]> {
  const today = toDay(new Date());
  const from = addDays(today, 1 - toKeptDays(report, env.HISTORY_DAYS));
  const known = await getKnownDays(report, from);
  return listDays({ from, to: today }).filter((day) => !known.has(day));
}

const parts: Record<WindowPart, (tx: Transaction, period: Period) => Promise<void>> = {
  ...claudeCodeParts,
  ...actorCostParts,
};

/**
 * Adds up the last 30 complete days again if they moved on or changed, and none is still to be read. Each part has its
 * own transaction, so that no one waits long.
 */
async function sumWindows(report: ReportName, unread: readonly string[]): Promise<void> {
  const window = toWindow();
  if (unread.some((day) => day >= window.from && day <= window.to)) return;
  const db = await database();
  // Sound: these are its keys.
  for (const part of Object.keys(parts) as WindowPart[]) {
    if (windowReports[part] !== report) continue;
    const { rows } = await db.execute(selectSummedWindow(part, window));
    if (rows.length > 0) continue;
    await db.transaction(async (tx) => {
      await lockReport(tx, report);
      await parts[part](tx, { grain: "window", startsOn: window.from });
      const digest = sql`(${selectDaysDigest(part, window)})`;
      const summed = { startsOn: window.from, digest };
      await tx
        .insert(summedWindows)
        .values({ part, ...summed })
        .onConflictDoUpdate({ target: summedWindows.part, set: summed });
    });
    await yieldThread();
  }
}
