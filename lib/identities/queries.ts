import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { WaitingAccounts } from "./schema";

export function waitingAccountsQuery() {
  return queryOptions({
    queryKey: ["identities"],
    queryFn: ({ signal }) => fetchRoute<WaitingAccounts>("/api/identities", signal),
  });
}
