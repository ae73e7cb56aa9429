import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { CapabilityList } from "./schema";

export function capabilitiesQuery() {
  return queryOptions({
    queryKey: ["capabilities"],
    queryFn: ({ signal }) => fetchRoute<CapabilityList>("/api/capabilities", signal),
  });
}
