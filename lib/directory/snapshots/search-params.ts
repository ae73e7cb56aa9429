import { createLoader, createSerializer, type inferParserType } from "nuqs/server";
import { parseAsDay, parseAsPage, parseAsText } from "@/lib/core/address/search-params";

/** `at` is a UTC day; the snapshot is of its end. With `since`, only what differs from the end of that day. */
export const snapshotSearchParams = {
  at: parseAsDay,
  since: parseAsDay,
  q: parseAsText.withDefault(""),
  page: parseAsPage.withDefault(1),
};
export type SnapshotSearch = inferParserType<typeof snapshotSearchParams>;
export type SnapshotQuery = { at: string; since: string | null; q: string; page: number };

export const loadSnapshotSearch = createLoader(snapshotSearchParams);
export const toSnapshotQueryString = createSerializer(snapshotSearchParams);

/** A day that isn't over is today's state so far. Nothing is compared with the same or a later day. */
export function toSnapshotQuery(search: SnapshotSearch, today: string): SnapshotQuery {
  const at = search.at !== null && search.at < today ? search.at : today;
  const since = search.since !== null && search.since < at ? search.since : null;
  return { at, since, q: search.q.trim(), page: search.page };
}
