import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { KeyPowersTold } from "./schema";

export function powersQuery() {
  return queryOptions({
    queryKey: ["powers"],
    queryFn: ({ signal }) => fetchRoute<KeyPowersTold>("/api/powers", signal),
  });
}
