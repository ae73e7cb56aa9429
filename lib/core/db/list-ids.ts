import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { database } from "./client";

type Listing = {
  id: PgColumn;
  from: SQL;
  where: SQL | undefined;
  /** Most significant first; missing values come last either way. */
  sortKeys: readonly SQL[];
  direction: "asc" | "desc";
  page: number;
  pageSize: number;
  /** If known, and if an index has this order, only the page is read. */
  indexedTotal?: number | undefined;
};

type Page = { ids: string[]; total: number; page: number };

/**
 * Returns a page of IDs and the total with one evaluation of the filter, so that the details of its rows are then read
 * by index. A page past the end is the last one.
 */
export async function listIds(listing: Listing): Promise<Page> {
  if (listing.indexedTotal !== undefined) return readByIndex(listing, listing.indexedTotal);
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

/** Reads from the nearer end, so that the last page is as fast as the first. Index keys are never null. */
async function readByIndex(
  { id, from, where = sql`true`, sortKeys, direction, pageSize, ...listing }: Listing,
  total: number,
): Promise<Page> {
  const page = Math.max(1, Math.min(listing.page, Math.ceil(total / pageSize)));
  const first = (page - 1) * pageSize;
  const end = Math.min(first + pageSize, total);
  const isFromEnd = first > total - end;
  const toOrder = (key: SQL, isDown: boolean) =>
    sql`${key} ${sql.raw(isDown === isFromEnd ? "asc" : "desc")}`;
  const order = [...sortKeys.map((key) => toOrder(key, direction === "desc")), toOrder(sql`${id}`, false)];
  const db = await database();
  const { rows } = await db.execute<{ id: string }>(sql`
    select ${id} as id from ${from} where ${where} order by ${sql.join(order, sql`, `)}
    limit ${end - first} offset ${isFromEnd ? total - end : first}`);
  const ids = rows.map((row) => row.id);
  return { ids: isFromEnd ? ids.toReversed() : ids, total, page };
}
