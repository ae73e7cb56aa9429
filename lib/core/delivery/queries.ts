import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { deliveryReads } from "./reads";
import { toRecipientQueryString } from "./search-params";

const read = queriesOf<typeof deliveryReads>();

export function channelsQuery() {
  return read(["channels"], "channels");
}

/** People by what is typed; those of the text before stay while the next ones load. */
export function recipientsQuery(q: string) {
  return read(["recipients", q] as const, "channels/people", {
    search: toRecipientQueryString({ q }),
    placeholderData: (previous, query) => (query?.queryKey[1] ? previous : undefined),
    enabled: q !== "",
    staleTime: 60_000,
    retry: false,
  });
}
