import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { Currency } from "@/lib/core/money/money";
import type { keyReads } from "./reads";
import { type KeySearch, toKeyQueryString, toMakerQueryString } from "./search-params";

const read = queriesOf<typeof keyReads>();

export function keysQuery(search: KeySearch) {
  return read(["keys", "list", search], "keys", {
    search: toKeyQueryString(search),
    placeholderData: keepPreviousData,
  });
}

export function keyDetailQuery(keyId: string) {
  return read(["keys", "detail", keyId], "keys/detail", { search: { key: keyId } });
}

export function keyTrafficQuery(keyId: string, days: number) {
  return read(["keys", "traffic", keyId, days], "keys/traffic", {
    search: { key: keyId, days },
    placeholderData: keepPreviousData,
  });
}

export function keyCostQuery(keyId: string, days: number, currency: Currency | null = null) {
  const query = new URLSearchParams({ key: keyId, days: String(days), ...(currency && { currency }) });
  return read(["keys", "cost", keyId, days, currency], "keys/cost", {
    search: `?${query}`,
    placeholderData: keepPreviousData,
  });
}

export function keyChoicesQuery(search: KeySearch) {
  return read(["keys", "choices", search], "keys/choices", {
    search: toKeyQueryString(search),
    staleTime: 0,
  });
}

/** Never cached: half a minute is too old for a decision to stop a key. */
export function keyImpactsQuery(keyIds: readonly string[]) {
  return read(["keys", "impact", keyIds], "keys/impact", {
    search: { keys: keyIds.join(",") },
    staleTime: 0,
  });
}

export function keyReplacementsQuery(keyId: string, q: string) {
  return read(["keys", "replacements", keyId, q], "keys/replacements", {
    search: { key: keyId, q },
    placeholderData: keepPreviousData,
  });
}

/** IDs of the keys that would get a name that another key in their workspace has. `names` is JSON, which settles. */
export function takenNamesQuery(names: string) {
  return read(["keys", "names", names], "keys/names", {
    body: JSON.parse(names),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function keyMakersQuery(q: string, chosen: string[]) {
  return read(["keys", "makers", q, chosen], "keys/makers", {
    search: toMakerQueryString({ q, chosen }),
    placeholderData: keepPreviousData,
  });
}
