import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { listBudgets } from "@/lib/budgets/list-read-model";
import { getParts } from "@/lib/db/parts";
import { pageParts } from "@/lib/db/vocabulary";
import { heavyRead } from "@/lib/entry/heavy-read";
import { getHistory } from "@/lib/history/store";
import { listAttention } from "./attention";
import { getFigures } from "./figures";
import { type Overview, overview } from "./schema";

export const getOverview = heavyRead(readOverview);

async function readOverview(by: Permit<"cost:read">): Promise<Overview> {
  const history = await getHistory(["cost", "usage", "claude-code"]);
  const budgets = await listBudgets(by);
  const [{ isUnavailable }, figures, { items, loading }] = await Promise.all([
    getParts(),
    getFigures(by, history),
    listAttention(by, budgets, history),
  ]);
  return overview.parse({
    ...figures,
    budget: budgets.find(({ scope }) => scope === "organization") ?? null,
    unavailable: pageParts.filter(isUnavailable),
    attention: items,
    attentionLoading: loading,
    loading: figures.usage?.loading ?? figures.claudeCode?.loading ?? loading,
  });
}
