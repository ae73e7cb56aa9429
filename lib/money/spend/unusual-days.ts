import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { addDays, type DayRange, listDays, toDay } from "@/lib/core/format/calendar";
import { getHistory } from "@/lib/core/history/store";
import type { Currency } from "@/lib/core/money/money";
import type { Reader } from "@/lib/core/organization/visibility";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { type UnusualDays, unusualDays } from "./change-schema";
import { chooseSpendCurrency } from "./currency";
import { findDayDrivers } from "./day-drivers";
import { sumByDay } from "./days";
import { listNotes } from "./unusual-notes-store";
import { type DayCents, type JudgedDay, listSameWeekdays, toUnusualDay, weeks } from "./usual-day";

const maxUnusualDays = 8;

export const getUnusualDays = heavyRead("standing", readUnusualDays);

async function readUnusualDays(
  by: Permit<"cost:read">,
  { currency: asked, ...range }: DayRange & { currency?: Currency | null | undefined },
): Promise<UnusualDays> {
  const today = toDay(new Date());
  const { currency, totals } = await chooseSpendCurrency(by.actor, asked, [range]);
  const needed = toComparedDays(range);
  const [days, history] = await Promise.all([sumByDay(by.actor, currency, needed), getHistory(["cost"])]);
  const canJudge = (day: string) => !listSameWeekdays(day).some((one) => history.isUnread("cost", one));
  const found = findUnusualDays(days, range, today).filter(({ day }) => canJudge(day));
  const [drivers, notes] = await Promise.all([
    findDayDrivers(by.actor, currency, found),
    listNotes(by.actor, currency),
  ]);
  return unusualDays.parse({
    currency,
    totals,
    today,
    days: listDays(range).flatMap((day) => (days.has(day) ? [{ day, cents: days.get(day) }] : [])),
    loading: history.findLoading({ report: "cost", ...needed }),
    incompleteDays: await countIncompleteDays(["cost"], [needed]),
    unusualDays: found.map((one) => ({
      ...one,
      drivers: drivers.get(one.day) ?? [],
      noted: notes.get(one.day) ?? null,
    })),
  });
}

export function toComparedDays({ from, to }: DayRange): DayRange {
  return { from: addDays(from, -7 * weeks), to };
}

/** Newest first. Today isn't complete and would always be low. */
export function findUnusualDays(days: DayCents, range: DayRange, today: string): JudgedDay[] {
  return listDays(range)
    .filter((day) => day < today)
    .flatMap((day) => toUnusualDay(days, day) ?? [])
    .slice(-maxUnusualDays)
    .reverse();
}

/** Judges the days whose usual cost is known, for work that shows no list. */
export async function judgeDays(
  reader: Reader,
  currency: Currency,
  range: DayRange,
  today: string,
): Promise<JudgedDay[]> {
  const [days, history] = await Promise.all([
    sumByDay(reader, currency, toComparedDays(range)),
    getHistory(["cost"]),
  ]);
  const canJudge = (day: string) => !listSameWeekdays(day).some((one) => history.isUnread("cost", one));
  return findUnusualDays(days, range, today).filter(({ day }) => canJudge(day));
}

export async function isUnusualDay(
  reader: Reader,
  currency: Currency,
  day: string,
  today: string,
): Promise<boolean> {
  return (await judgeDays(reader, currency, { from: day, to: day }, today)).length > 0;
}
