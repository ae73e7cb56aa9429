import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { Currency } from "@/lib/money";
import type {
  KeyChoice,
  KeyCost,
  KeyDetail,
  KeyImpact,
  KeyMaker,
  KeyRow,
  KeysPage,
  KeyTraffic,
} from "./schema";
import { type KeySearch, toKeyQueryString, toMakerQueryString } from "./search-params";

export function keysQuery(search: KeySearch) {
  return queryOptions({
    queryKey: ["keys", "list", search],
    queryFn: ({ signal }) => fetchRoute<KeysPage>(`/api/keys${toKeyQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function keyDetailQuery(keyId: string) {
  return queryOptions({
    queryKey: ["keys", "detail", keyId],
    queryFn: ({ signal }) =>
      fetchRoute<KeyDetail>(`/api/keys/detail?key=${encodeURIComponent(keyId)}`, signal),
  });
}

export function keyTrafficQuery(keyId: string, days: number) {
  return queryOptions({
    queryKey: ["keys", "traffic", keyId, days],
    queryFn: ({ signal }) =>
      fetchRoute<KeyTraffic>(`/api/keys/traffic?key=${encodeURIComponent(keyId)}&days=${days}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function keyCostQuery(keyId: string, days: number, currency: Currency | null = null) {
  const query = new URLSearchParams({ key: keyId, days: String(days), ...(currency && { currency }) });
  return queryOptions({
    queryKey: ["keys", "cost", keyId, days, currency],
    queryFn: ({ signal }) => fetchRoute<KeyCost>(`/api/keys/cost?${query}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function keyChoicesQuery(search: KeySearch) {
  return queryOptions({
    queryKey: ["keys", "choices", search],
    queryFn: ({ signal }) => fetchRoute<KeyChoice[]>(`/api/keys/choices${toKeyQueryString(search)}`, signal),
    staleTime: 0,
  });
}

/** Never cached: half a minute is too old for a decision to stop a key. */
export function keyImpactsQuery(keyIds: readonly string[]) {
  return queryOptions({
    queryKey: ["keys", "impact", keyIds],
    queryFn: ({ signal }) =>
      fetchRoute<KeyImpact[]>(`/api/keys/impact?keys=${encodeURIComponent(keyIds.join(","))}`, signal),
    staleTime: 0,
  });
}

export function keyReplacementsQuery(keyId: string, q: string) {
  return queryOptions({
    queryKey: ["keys", "replacements", keyId, q],
    queryFn: ({ signal }) =>
      fetchRoute<KeyRow[]>(`/api/keys/replacements?${new URLSearchParams({ key: keyId, q })}`, signal),
    placeholderData: keepPreviousData,
  });
}

/** IDs of the keys that would get a name that another key in their workspace has. */
export function takenNamesQuery(body: string) {
  return queryOptions({
    queryKey: ["keys", "names", body],
    queryFn: ({ signal }) => fetchRoute<string[]>("/api/keys/names", signal, body),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function keyMakersQuery(q: string, chosen: string[]) {
  return queryOptions({
    queryKey: ["keys", "makers", q, chosen],
    queryFn: ({ signal }) =>
      fetchRoute<KeyMaker[]>(`/api/keys/makers${toMakerQueryString({ q, chosen })}`, signal),
    placeholderData: keepPreviousData,
  });
}
