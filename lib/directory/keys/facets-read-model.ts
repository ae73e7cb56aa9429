import "server-only";
import { and, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { isWideKeyOfPlace } from "@/lib/core/organization/key-reach";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isFoundInAnyStatus, joinedToKeys, place } from "./filter-sql";
import type { KeySearch } from "./search-params";

const statusOrder = ["active", "inactive", "expired", "archived"];

type Facet = {
  status: string;
  value: string;
  name: string | null;
  isDefault: boolean;
  count: number;
};

export async function countFacets(by: Permit<"keys:read">): Promise<Facet[]> {
  const db = await database();
  const { rows } = await db.execute<Facet>(sql`
    select counted.*, ${workspaces.name} as name, coalesce(${workspaces.isDefault}, false) as "isDefault"
    from (
      select ${currentStatus} as status, ${place} as value, count(*)::float8 as count
      from ${apiKeys} where ${visibleTo(by.actor).keys} group by 1, 2
    ) counted left join ${workspaces} on ${workspaces.id} = counted.value
    order by "isDefault" desc, name, value`);
  return rows;
}

/** By workspace. Leads see no such keys. */
export async function countWideKeys(by: Permit<"keys:read">): Promise<Map<string, number>> {
  const db = await database();
  const { rows } = await db.execute<{ id: string; count: number }>(sql`
    select w.id, count(*)::float8 as count from ${workspaces} w join ${apiKeys} on ${isWideKeyOfPlace}
    where ${visibleTo(by.actor).keys} group by w.id`);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Counts the keys of each status among those that the other filters leave. */
export async function countStatuses(
  by: Permit<"keys:read">,
  search: KeySearch,
): Promise<Map<string, number>> {
  const db = await database();
  const { rows } = await db.execute<{ status: string; count: number }>(sql`
    select ${currentStatus} as status, count(*)::float8 as count from ${apiKeys} ${joinedToKeys}
    where ${and(visibleTo(by.actor).keys, isFoundInAnyStatus(search))} group by 1`);
  return new Map(rows.map(({ status, count }) => [status, count]));
}

/** In the same order whatever is found; those that this version doesn't know come last. */
export function toStatuses(facets: Facet[], counts: ReadonlyMap<string, number>) {
  const all = [...new Set([...statusOrder, ...facets.map(({ status }) => status).toSorted()])];
  return all
    .filter((status) => facets.some((facet) => facet.status === status))
    .map((status) => ({ status, count: counts.get(status) ?? 0 }));
}

/** With the keys that reach a workspace without being in it, because the filter finds them too. */
export function toPlaces(facets: Facet[], wide: ReadonlyMap<string, number>) {
  const places = new Map<string, Omit<Facet, "status">>();
  for (const { value, name, isDefault, count } of facets)
    places.set(value, {
      value,
      name,
      isDefault,
      count: count + (places.get(value)?.count ?? wide.get(value) ?? 0),
    });
  return [...places.values()];
}
