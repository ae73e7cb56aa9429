import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { BudgetsPage } from "./schema";

export function budgetsQuery() {
  return queryOptions({
    queryKey: ["budgets"],
    queryFn: ({ signal }) => fetchDoor<BudgetsPage>("/api/budgets", signal),
  });
}
