import "server-only";
import Big from "big.js";
import type { Permit } from "@/lib/auth/permit";
import { toDay } from "@/lib/calendar";
import { heavyRead } from "@/lib/entry/heavy-read";
import type { Currency } from "@/lib/money";
import { otherKey } from "@/lib/reports/vocabulary";
import { countMissing, sumChanges } from "./changes";
import { toComparedMonths } from "./month";
import { type Change, type MonthChanges, monthChanges } from "./schema";

/** Null while a day is missing, because half a month is no comparison, and if there was nothing to compare with. */
export const getMonthChanges = heavyRead(readMonthChanges);

async function readMonthChanges(
  { actor }: Permit<"cost:read">,
  currency: Currency,
  today = toDay(new Date()),
): Promise<MonthChanges | null> {
  const periods = toComparedMonths(today);
  const given = { actor, currency, ...periods };
  const [byWorkspace, byModel, missing] = await Promise.all([
    sumChanges(given, "workspace"),
    sumChanges(given, "model"),
    countMissing([periods.after, periods.before]),
  ]);
  const { after, before, rows } = byWorkspace;
  if (missing > 0 || new Big(before).eq(0)) return null;
  const difference = new Big(after).minus(before);
  return monthChanges.parse({
    currency,
    ...periods,
    afterCents: after,
    beforeCents: before,
    differenceCents: difference.toFixed(),
    workspace: rows.length > 1 ? findMost(rows, (cents) => toSign(cents) === toSign(difference)) : null,
    model: findMost(byModel.rows, () => true),
  });
}

/** None if nothing changed, or only what is summed up in one row. */
function findMost(rows: readonly Change[], isWanted: (difference: Big) => boolean) {
  const found = rows
    .filter(({ key }) => key !== otherKey)
    .map((row) => ({ ...row, difference: new Big(row.differenceCents) }))
    .filter(({ difference }) => !difference.eq(0) && isWanted(difference))
    .toSorted((one, other) => other.difference.abs().cmp(one.difference.abs()));
  return found[0] ?? null;
}

function toSign(cents: Big): number {
  return cents.cmp(0);
}
