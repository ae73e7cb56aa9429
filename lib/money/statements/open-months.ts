import "server-only";
import { desc, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { costRollups } from "@/lib/core/db/report-tables";
import { statements } from "@/lib/core/db/statement-tables";
import { addMonths, toDay } from "@/lib/core/format/calendar";
import { type Currency, usd } from "@/lib/core/money/money";

/** Months with cost that have no statement yet, oldest first. By day, because months are summed a moment later. */
export async function listOpenMonths(currency?: Currency): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ month: string }>(sql`
    select distinct to_char(r.starts_on, 'YYYY-MM') as month from ${costRollups} r
    where r.axes = 'model' and r.grain = 'day' and (${currency ?? null}::text is null or r.currency = ${currency ?? null}::text)
      and not exists (
        select 1 from ${statements} s where s.month = to_char(r.starts_on, 'YYYY-MM') and s.currency = r.currency)
    order by 1`);
  return rows.map(({ month }) => month);
}

/** Whether anything was ever billed in a currency. Dollars always count: a month without any cost is closed in them. */
export async function hasCost(currency: Currency): Promise<boolean> {
  const db = await database();
  const { rows } = await db.execute<{ isKnown: boolean }>(
    sql`select exists (select 1 from ${costRollups} where currency = ${currency}) as "isKnown"`,
  );
  return currency === usd || rows[0]?.isKnown === true;
}

/** The statement of the latest month, whose terms the next one begins with. */
export async function findLatest() {
  const db = await database();
  const [found] = await db
    .select()
    .from(statements)
    .orderBy(desc(statements.month), desc(statements.number))
    .limit(1);
  return found ?? null;
}

/**
 * The month that is closed next, whatever its currency: the oldest open one since the latest statement, or, while that
 * one isn't over, the newest that was left out.
 */
export async function findNextMonth(latest: string): Promise<string> {
  const open = await listOpenMonths();
  const next = open.find((month) => month >= latest) ?? addMonths(`${latest}-01`, 1).slice(0, 7);
  const isOver = next < toDay(new Date()).slice(0, 7);
  return isOver ? next : (open.findLast((month) => month < latest) ?? next);
}

/** Months before one that were skipped, and whether a later one is closed already: numbers won't follow the months. */
export async function findDisorder(month: string, currency: Currency) {
  const db = await database();
  const { rows } = await db.execute<{ latest: string | null }>(
    sql`select max(month) as latest from ${statements} where currency = ${currency}`,
  );
  const latest = rows[0]?.latest ?? null;
  if (latest === null) return { skipped: [], later: null };
  const open = await listOpenMonths(currency);
  return {
    skipped: open.filter((one) => one > latest && one < month),
    later: latest > month ? latest : null,
  };
}
