import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { DeliveryChannels, KnownPeople } from "./schema";
import { toRecipientQueryString } from "./search-params";

export function channelsQuery() {
  return queryOptions({
    queryKey: ["channels"],
    queryFn: ({ signal }) => fetchRoute<DeliveryChannels>("/api/channels", signal),
  });
}

/** People by what is typed; those of the text before stay while the next ones load. */
export function recipientsQuery(q: string) {
  return queryOptions({
    queryKey: ["recipients", q] as const,
    queryFn: ({ signal }) =>
      fetchRoute<KnownPeople>(`/api/channels/people${toRecipientQueryString({ q })}`, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] ? previous : undefined),
    enabled: q !== "",
    staleTime: 60_000,
    retry: false,
  });
}
