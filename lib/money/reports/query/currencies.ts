import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { unitOfRow } from "@/lib/core/db/other-cents";
import { reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { type Currency, usd } from "@/lib/core/money/money";
import type { CurrencyTotal, InOneCurrency } from "@/lib/money/reports/schema";

type Asked = {
  currency: Currency | null;
  reports: readonly ReportName[];
  ranges: readonly DayRange[];
  /** Called only if there is more than one currency. */
  sum: () => Promise<CurrencyTotal[]>;
};

/**
 * The requested currency, else US dollars if there are any, else what there is. `totals` has every currency's total,
 * because amounts in two currencies are never added.
 */
export async function chooseCurrency({ currency, reports, ranges, sum }: Asked): Promise<InOneCurrency> {
  const stored = await listStored(reports, ranges);
  const [first = usd, ...others] = stored.inRange.length > 0 ? stored.inRange : stored.all;
  const isAlone = others.length === 0 && (currency === null || currency === first);
  if (isAlone || stored.inRange.length === 0) return { currency: currency ?? first, totals: [] };
  const totals = (await sum()).toSorted((one, other) => toOrder(one.currency, other.currency));
  const shown = currency ?? totals[0]?.currency ?? first;
  const isMixed = totals.some((total) => total.currency !== shown);
  return { currency: shown, totals: isMixed ? totals : [] };
}

async function listStored(
  reports: readonly ReportName[],
  ranges: readonly DayRange[],
): Promise<{ inRange: Currency[]; all: Currency[] }> {
  const isWithin = ranges.map(({ from, to }) => sql`day between ${from}::date and ${to}::date`);
  const db = await database();
  const { rows } = await db.execute<{ currency: Currency; is_in_range: boolean }>(sql`
    select currency, bool_or(${sql.join(isWithin, sql` or `)}) as is_in_range
    from ${reportDays} cross join unnest(currencies) as currency where report in ${[...reports]} group by currency`);
  const ordered = rows.toSorted((one, other) => toOrder(one.currency, other.currency));
  const toCurrencies = (found: typeof rows) => found.map(({ currency }) => currency);
  return {
    inRange: toCurrencies(ordered.filter((row) => row.is_in_range)),
    all: toCurrencies(ordered),
  };
}

export async function listCurrencies(reports: readonly ReportName[], range: DayRange): Promise<Currency[]> {
  return (await listStored(reports, [range])).inRange;
}

function toOrder(one: Currency, other: Currency): number {
  if (one === usd || other === usd) return Number(other === usd) - Number(one === usd);
  return one < other ? -1 : Number(one > other);
}

export async function sumByCurrency(facts: SQL): Promise<CurrencyTotal[]> {
  const db = await database();
  const { rows } = await db.execute<CurrencyTotal>(
    sql`select r.currency, trim_scale(sum(r.cents))::text as cents ${facts} group by 1`,
  );
  return rows;
}

export function estimatesIn(currency: Currency): SQL {
  if (currency === usd)
    return sql`(select api_key_id, day, estimated_cents as cents from ${usageKeyRollups})`;
  return sql`(select api_key_id, day, (other_cents ->> ${currency}::text)::numeric as cents from ${usageKeyRollups}
    where other_cents ->> ${currency}::text is not null)`;
}

export function isInCurrency(currency: Currency): SQL {
  return sql`r.currency = ${currency}`;
}

/** What one of something costs in its currency, exact to the eighth decimal of the smallest unit, as `toUnitCost` is. */
export function toRate(cents: SQL, units: SQL): SQL {
  return sql`trim_scale(round(${cents} * 1.00000000 / nullif(${units}, 0), 8) * ${unitOfRow})::text`;
}
