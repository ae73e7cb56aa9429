import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { stalePeriods } from "@/lib/core/db/period-tables";
import { savingMonths } from "@/lib/core/db/savings-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { addMonths, type DayRange, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import type { Currency } from "@/lib/core/money/money";
import { compareDecimals, sumDecimals } from "@/lib/core/money/money-math";
import { home } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { getCoverage } from "@/lib/money/reports/query/coverage";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { savingsMark } from "@/lib/money/reports/rollups/rollups";
import { chooseSpendCurrency } from "@/lib/money/spend/currency";
import { type Savings, savings } from "./schema";
import type { SavingsQuery } from "./search-params";
import { chartMonths } from "./vocabulary";

/** What was saved with a model in a month. */
export type Part = {
  month: string;
  model: string | null;
  tokens: string;
  paid: string;
  caching: string;
  batching: string;
  unpriced: string;
};

export const getSavings = heavyRead("standing", readSavings);

async function readSavings(by: Permit<"cost:read">, asked: SavingsQuery, now = new Date()): Promise<Savings> {
  const range = { from: asked.from, to: asked.to };
  const { currency, totals } = await chooseSpendCurrency(by.actor, asked.currency, [range]);
  const last = toPeriodStart(range.to, "month");
  const [from = range.from] = [addMonths(last, 1 - chartMonths), range.from].toSorted();
  const [parts, coverage, loading, isSumming, incompleteDays] = await Promise.all([
    listParts(by.actor, currency, { from, to: last }),
    getCoverage("cost", range, now),
    findLoading(["cost", "usage"].map((report) => ({ report: report as "cost" | "usage", ...range }))),
    isWaiting(range),
    countIncompleteDays(["cost", "usage"], [range]),
  ]);
  const chosen = parts.filter(({ month }) => month >= range.from);
  return savings.parse({
    ...range,
    currency,
    totals,
    today: toDay(now),
    months: groupBy(parts, ({ month }) => month).map(([month, own]) => ({ month, ...toSaved(own) })),
    models: groupBy(chosen, ({ model }) => model)
      .map(([model, own]) => ({ model, tokens: sumOf(own, "tokens"), ...toSaved(own) }))
      .toSorted((one, other) => compareDecimals(other.savedCents, one.savedCents)),
    ...toSaved(chosen),
    tokens: sumOf(chosen, "tokens"),
    unpricedTokens: sumOf(chosen, "unpriced"),
    isSumming,
    missingDays: coverage.missingDays,
    incompleteDays,
    loading,
  });
}

/** By month and model, in order; of the sums of all workspaces if the reader sees them all. */
export async function listParts(actor: Reader, currency: Currency, { from, to }: DayRange): Promise<Part[]> {
  const axes = visibleTo(actor).isAll ? "item" : "workspace_item";
  const db = await database();
  const { rows } = await db.execute<Part>(sql`
    select starts_on::text as month, model, ${sumText(sql`uncached_input_tokens + cache_read_input_tokens
        + cache_creation_5m_input_tokens + cache_creation_1h_input_tokens + output_tokens`)} as tokens,
      ${sumText(sql`cents`)} as paid, ${sumText(sql`caching_cents`)} as caching, ${sumText(sql`batching_cents`)} as batching,
      ${sumText(sql`unpriced_tokens`)} as unpriced
    from ${savingMonths} r cross join ${home}
    where r.axes = ${axes} and r.starts_on between ${from}::date and ${to}::date and ${isInCurrency(currency)}
      and ${visibleTo(actor).reportRows}
    group by starts_on, model order by starts_on, model collate "C"`);
  return rows;
}

function sumText(value: SQL): SQL {
  return sql`trim_scale(sum(${value})::numeric)::text`;
}

/** Whether days of a month of the range aren't in its sum yet. */
export async function isWaiting({ from, to }: DayRange): Promise<boolean> {
  const db = await database();
  const marks = await db.$count(
    stalePeriods,
    sql`part = ${savingsMark.part} and starts_on between ${from}::date and ${to}::date
      and starts_on not in (select starts_on from ${savingMonths})`,
  );
  return marks > 0;
}

export function toSaved(parts: readonly Part[]) {
  const [paid, caching, batching] = (["paid", "caching", "batching"] as const).map((name) =>
    sumOf(parts, name),
  ) as [string, string, string]; // Sound: one for each name.
  const saved = new Big(caching).plus(batching);
  return {
    paidCents: paid,
    cachingCents: caching,
    batchingCents: batching,
    savedCents: saved.toFixed(),
    fullCents: saved.plus(paid).toFixed(),
  };
}

function sumOf(
  parts: readonly Part[],
  name: "tokens" | "unpriced" | "paid" | "caching" | "batching",
): string {
  return sumDecimals(parts.map((part) => part[name]));
}

function groupBy<Key>(parts: readonly Part[], toKey: (part: Part) => Key): [Key, Part[]][] {
  const groups = new Map<Key, Part[]>();
  for (const part of parts) groups.set(toKey(part), [...(groups.get(toKey(part)) ?? []), part]);
  return [...groups];
}
