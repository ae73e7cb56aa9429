import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { countDecimals, usd } from "@/lib/core/money/money";

const unusual = Intl.supportedValuesOf("currency").filter((currency) => countDecimals(currency) !== 2);

/** The value of one smallest unit. Multiplying decimals is exact; dividing would round. */
export const unitOfRow: SQL = sql`case ${sql.join(
  unusual.map(
    (currency) => sql`when r.currency = ${currency} then ${`1e-${countDecimals(currency)}`}::numeric`,
  ),
  sql` `,
)} else 0.01 end`;

export function sumOthers(rows: SQL): SQL<Record<string, string> | null> {
  return sql`(select jsonb_object_agg(sums.key, sums.cents) from (
    select other.key, trim_scale(sum(other.value::numeric))::text as cents
    from (${rows}) as amounts cross join jsonb_each_text(amounts.others) as other group by 1) as sums)`;
}

export function dollarsOf(sums: string): SQL {
  const { currency, cents } = toColumns(sums);
  return sql`coalesce(max(${cents}) filter (where ${currency} = ${usd}), 0)`;
}

export function othersOf(sums: string): SQL {
  const { currency, cents } = toColumns(sums);
  return sql`jsonb_object_agg(${currency}, trim_scale(${cents})::text) filter (where ${currency} <> ${usd})`;
}

function toColumns(sums: string) {
  const table = sql.identifier(sums);
  return { currency: sql`${table}.currency`, cents: sql`${table}.cents` };
}
