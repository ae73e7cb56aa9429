import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { CapabilityList } from "./schema";

export function powersQuery() {
  return queryOptions({
    queryKey: ["powers"],
    queryFn: ({ signal }) => fetchRoute<CapabilityList>("/api/powers", signal),
  });
}
