import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { listBudgets } from "@/lib/budgets/list";
import { listAttention } from "./attention";
import { getFigures } from "./figures";
import { type Overview, overview } from "./schema";

/** What the start page tells beside the spend of the month. */
export async function getOverview(by: Permit<"cost:read">): Promise<Overview> {
  const budgets = await listBudgets(by);
  const [figures, attention] = await Promise.all([getFigures(by), listAttention(by, budgets)]);
  const budget = budgets.find(({ scope }) => scope === "organization") ?? null;
  return overview.parse({ ...figures, budget, attention });
}
