import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import { toRefetchInterval } from "@/lib/history/queries";
import type { ServiceAccountsPage } from "./schema";

export function serviceAccountsQuery() {
  return queryOptions({
    queryKey: ["service-accounts"],
    queryFn: ({ signal }) => fetchDoor<ServiceAccountsPage>("/api/service-accounts", signal),
    refetchInterval: toRefetchInterval(false),
  });
}
