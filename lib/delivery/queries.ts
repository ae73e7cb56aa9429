import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { DeliveryChannels } from "./schema";

export function channelsQuery() {
  return queryOptions({
    queryKey: ["channels"],
    queryFn: ({ signal }) => fetchRoute<DeliveryChannels>("/api/channels", signal),
  });
}
