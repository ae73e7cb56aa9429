import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { BudgetsPage } from "./schema";

export function budgetsQuery() {
  return queryOptions({
    queryKey: ["budgets"],
    queryFn: ({ signal }) => fetchRoute<BudgetsPage>("/api/budgets", signal),
  });
}
