import type { Budget } from "@/lib/budgets/schema";
import type { CostQuery } from "@/lib/reports/cost/search-params";

/**
 * All costs count against the organization's budget and one workspace against its own; other filters have no budget.
 */
export function findBudget<One extends Pick<Budget, "workspaceIds">>(
  budgets: readonly One[],
  { workspace: chosen = [], ...others }: CostQuery["filter"],
): One | undefined {
  if (Object.keys(others).length > 0) return undefined;
  return budgets.find(({ workspaceIds: ids }) =>
    chosen.length === 0
      ? ids === null
      : ids?.length === chosen.length && chosen.every((id) => ids.includes(id)),
  );
}
