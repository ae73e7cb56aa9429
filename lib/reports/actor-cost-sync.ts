import "server-only";
import { and, eq, gte } from "drizzle-orm";
import { database } from "@/lib/db/client";
import { reportDays } from "@/lib/db/report-tables";
import { AppError } from "@/lib/errors";
import { giveWay } from "@/lib/give-way";
import { readActorCostDays } from "./actor-cost-gateway";
import { getActorCostPower, noteActorCostPower } from "./actor-cost-power";
import { replaceDay } from "./days";
import { actorHistoryDays } from "./key-costs";
import { addDays, countDays, type DayRange, listDays, toDay, toPeriodEnd } from "./search-params";

const hourMs = 3_600_000;
/** The source is refreshed about every four hours, and changes until about a week after a month's end. */
const refreshMs = 4 * hourMs;
const unsettledMs = 24 * hourMs;
const unsettledDays = 3;
const settledAfterDays = 8;
const refusedMs = 24 * hourMs;
const mostDaysOfWindow = 7;

type Given = { now: Date; historyDays: number };

/** The newest days that are due, at most a week of them; null while nothing is, and for a day after a refusal. */
export async function planActorCosts({ now, historyDays }: Given): Promise<DayRange | null> {
  const power = await getActorCostPower();
  if (power && !power.isGranted && now.getTime() - power.probedAt.getTime() < refusedMs) return null;
  const today = toDay(now);
  const from = addDays(today, 1 - Math.min(historyDays, actorHistoryDays));
  const known = await getFetchedAt(from);
  const due = listDays({ from, to: today })
    .reverse()
    .filter((day) => isDue(day, known.get(day), now));
  const [to] = due;
  if (!to) return null;
  const run = due.slice(0, mostDaysOfWindow).filter((day, index) => day === addDays(to, -index));
  return { from: run.at(-1) ?? to, to };
}

/**
 * Stores a window day by day. That the API refuses is noted and no failure.
 * @throws AppError as `readApi`
 */
export async function fetchActorCosts(window: DayRange): Promise<void> {
  const askedAt = new Date();
  for await (const found of readActorCostDays(window)) {
    if (found instanceof AppError) return noteActorCostPower(found, askedAt);
    if (found.day === window.from) await noteActorCostPower(null, askedAt);
    await replaceDay("actor-cost", found.day, found.rows, askedAt);
    await giveWay();
  }
}

function isDue(day: string, fetchedAt: Date | undefined, now: Date): boolean {
  if (!fetchedAt) return true;
  const restMs = now.getTime() - fetchedAt.getTime();
  if (countDays({ from: day, to: toDay(now) }) - 1 <= unsettledDays) return restMs > refreshMs;
  const settledOn = addDays(toPeriodEnd(day, "month"), settledAfterDays);
  return toDay(fetchedAt) < settledOn && restMs > unsettledMs;
}

async function getFetchedAt(from: string): Promise<Map<string, Date>> {
  const db = await database();
  const rows = await db
    .select({ day: reportDays.day, fetchedAt: reportDays.fetchedAt })
    .from(reportDays)
    .where(and(eq(reportDays.report, "actor-cost"), gte(reportDays.day, from)));
  return new Map(rows.map(({ day, fetchedAt }) => [day, fetchedAt]));
}
