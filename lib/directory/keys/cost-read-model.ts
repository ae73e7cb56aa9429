import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import { listDays, toDay, toLastDays } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { type Currency, usd } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { getKeyState } from "./mirror";
import { type KeyCost, keyCost } from "./schema";
import { toCostDays } from "./search-params";

type Asked = { key: string; days: number; currency?: Currency | null };
type Source = { reports: readonly ("actor-cost" | "cost" | "usage")[]; toRows: (keyId: string) => SQL };

const reported: Source = {
  reports: ["actor-cost"],
  toRows: (keyId) => sql`select day, currency, cents from ${actorCostRows} where api_key_id = ${keyId}`,
};
const estimated: Source = {
  reports: ["usage", "cost"],
  toRows: (keyId) => sql`select day, ${usd} as currency, estimated_cents as cents from ${usageKeyRollups}
      where api_key_id = ${keyId}
    union all select day, other.key, other.value::numeric
      from ${usageKeyRollups} cross join jsonb_each_text(other_cents) as other where api_key_id = ${keyId}`,
};

/**
 * The cost that the organization's own report has for the key, else the estimate. The requested currency, else US
 * dollars if there are any.
 * @throws AppError not_found, also if the key isn't visible
 */
export async function getKeyCost(
  by: Permit<"keys:read">,
  { key, days, currency: asked = null }: Asked,
  now = new Date(),
): Promise<KeyCost> {
  await getKeyState(by, key);
  const { from, to } = toLastDays(toCostDays(days), now);
  const source = (await isReported()) ? reported : estimated;
  const [rows, known, loading] = await Promise.all([
    sumByDay(source.toRows(key), from, to),
    listKnownDays(source.reports, from, to),
    findLoading(
      source.reports.map((report) => ({ report, from, to })),
      now,
    ),
  ]);
  const totals = toTotals(rows);
  const usual = totals.find((total) => total.currency === usd) ?? totals[0];
  const currency = asked ?? usual?.currency ?? usd;
  const byDay = new Map(
    rows.filter((row) => row.currency === currency).map(({ day, cents }) => [day, cents]),
  );
  return keyCost.parse({
    from,
    to,
    today: toDay(now),
    isEstimate: source === estimated,
    currency,
    totals: totals.some((total) => total.currency !== currency) ? totals : [],
    totalCents: totals.find((total) => total.currency === currency)?.cents ?? "0",
    days: listDays({ from, to }).flatMap((day) =>
      known.has(day) || byDay.has(day) ? [{ day, cents: byDay.get(day) ?? "0" }] : [],
    ),
    loading,
  });
}

type Row = { day: string; currency: Currency; cents: string };

function toTotals(rows: readonly Row[]) {
  return [...new Set(rows.map(({ currency }) => currency))].map((currency) => ({
    currency,
    cents: sumDecimals(rows.filter((row) => row.currency === currency).map(({ cents }) => cents)),
  }));
}

async function isReported(): Promise<boolean> {
  const db = await database();
  return (await db.$count(keyCapabilities, sql`power = 'analytics_cost' and is_granted`)) > 0;
}

async function sumByDay(rows: SQL, from: string, to: string) {
  const db = await database();
  const found = await db.execute<Row>(sql`
    select day::text, currency, trim_scale(sum(cents))::text as cents from (${rows}) as costs
    where day between ${from}::date and ${to}::date group by day, currency having sum(cents) <> 0
    order by currency, day`);
  return found.rows;
}

/** Days that each of the reports has. */
async function listKnownDays(
  reports: Source["reports"],
  from: string,
  to: string,
): Promise<ReadonlySet<string>> {
  const db = await database();
  const { rows } = await db.execute<{ day: string }>(sql`
    select day::text from ${reportDays} where report in ${[...reports]} and not is_refused
      and day between ${from}::date and ${to}::date group by day having count(*) = ${reports.length}`);
  return new Set(rows.map(({ day }) => day));
}
