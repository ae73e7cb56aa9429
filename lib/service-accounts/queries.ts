import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import { toRefetchInterval } from "@/lib/history/queries";
import type { ServiceAccountsPage } from "./schema";

export function serviceAccountsQuery() {
  return queryOptions({
    queryKey: ["service-accounts"],
    queryFn: ({ signal }) => fetchRoute<ServiceAccountsPage>("/api/service-accounts", signal),
    refetchInterval: toRefetchInterval(false),
  });
}
