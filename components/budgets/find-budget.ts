import type { Budget } from "@/lib/money/budgets/schema";
import type { CostQuery } from "@/lib/money/reports/cost/search-params";
import { isTag, toTag, toTagPart } from "@/lib/money/reports/dimension";

type Subject = Pick<Budget, "workspaceIds" | "tagKey" | "tagValue">;

/**
 * All costs count against the organization's budget, and one workspace or one value of a tag against its own; other
 * filters have no budget.
 */
export function findBudget<One extends Subject>(
  budgets: readonly One[],
  { workspace: chosen = [], ...others }: CostQuery["filter"],
): One | undefined {
  const [name, ...more] = Object.keys(others);
  if (name !== undefined) {
    const parts = isTag(name) && more.length === 0 && chosen.length === 0 ? (others[name] ?? []) : [];
    return budgets.find((budget) => isOfTag(budget, name, parts));
  }
  return budgets.find(({ workspaceIds: ids }) =>
    chosen.length === 0
      ? ids === null
      : ids?.length === chosen.length && chosen.every((id) => ids.includes(id)),
  );
}

function isOfTag({ tagKey, tagValue }: Subject, name: string, parts: readonly string[]): boolean {
  if (tagKey === null || tagValue === null || parts.length !== 1) return false;
  return toTag(tagKey) === name && toTagPart(tagValue) === parts[0];
}
