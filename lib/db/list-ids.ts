import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { database } from "./client";

type Listing = {
  id: PgColumn;
  /** The table with what filter and order stand on. */
  from: SQL;
  where: SQL | undefined;
  /** The first one decides first. What has no value stands last either way. */
  sortKeys: readonly SQL[];
  direction: "asc" | "desc";
  page: number;
  pageSize: number;
};

/**
 * Which rows are on a page and how many there are in all, with the filter looked at once. A page past the end is the
 * last one. Told by their ids, the store then finds what belongs to a hundred rows by index rather than reading all.
 */
export async function listIds(listing: Listing): Promise<{ ids: string[]; total: number; page: number }> {
  const { id, from, where = sql`true`, sortKeys, direction, pageSize } = listing;
  const names = sortKeys.map((_, index) => sql.identifier(`key_${index}`));
  const keys = sortKeys.map((key, index) => sql`${key} as ${names[index]}`);
  const order = names.map((name) => sql`${name} ${sql.raw(direction)} nulls last`);
  const offset = (Math.max(1, listing.page) - 1) * pageSize;
  const lastOffset = sql`greatest(count - 1, 0) / ${pageSize}::integer * ${pageSize}::integer`;
  const db = await database();
  const { rows } = await db.execute<{ id: string; total: number }>(sql`
    with found as materialized (select ${id} as id, ${sql.join(keys, sql`, `)} from ${from} where ${where}),
    total as (select count(*)::int as count from found)
    select id, (select count from total) as total from found
    order by ${sql.join(order, sql`, `)}, id limit ${pageSize}
    offset (select least(${offset}::integer, ${lastOffset}) from total)`);
  const total = rows[0]?.total ?? 0;
  const page = Math.max(1, Math.min(listing.page, Math.ceil(total / pageSize)));
  return { ids: rows.map((row) => row.id), total, page };
}
