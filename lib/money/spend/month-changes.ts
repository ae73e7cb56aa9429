import "server-only";
import Big from "big.js";
import type { Permit } from "@/lib/core/auth/permit";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { toDay } from "@/lib/core/format/calendar";
import { toDifference } from "@/lib/core/money/money-math";
import type { InOneCurrency } from "@/lib/money/reports/schema";
import { type MonthChanges, monthChanges } from "./change-schema";
import { tellChange } from "./change-story";
import { sumChanges } from "./changes";
import { toComparedMonths } from "./month";
import { countUnknownDays } from "./unknown-days";

/** Null while a day is missing, because half a month is no comparison, and if there was nothing to compare with. */
export const getMonthChanges = heavyRead("standing", readMonthChanges);

async function readMonthChanges(
  { actor }: Permit<"cost:read">,
  { currency, totals }: InOneCurrency,
  today = toDay(new Date()),
): Promise<MonthChanges | null> {
  const periods = toComparedMonths(today);
  const given = { actor, currency, within: null, ...periods };
  const [{ after, before }, unknown] = await Promise.all([
    sumChanges(given),
    countUnknownDays([periods.after, periods.before]),
  ]);
  if (unknown.missingDays + unknown.unkeptDays > 0 || new Big(before).eq(0)) return null;
  return monthChanges.parse({
    currency,
    ...periods,
    afterCents: after,
    beforeCents: before,
    differenceCents: toDifference(before, after),
    story: await tellChange(given, {
      beforeCents: before,
      afterCents: after,
      hasOneCurrency: totals.length === 0,
    }),
  });
}
