import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { getParts } from "@/lib/core/db/parts";
import { pageParts } from "@/lib/core/db/vocabulary";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { getHistory, type History } from "@/lib/core/history/store";
import { listBudgets } from "@/lib/money/budgets/list-read-model";
import { getSpendMonth } from "@/lib/money/spend/month";
import { getMonthChanges } from "@/lib/money/spend/month-changes";
import { byRank, listAttention, listOwnAttention, listOwnDecisions } from "./attention";
import { countDirectory } from "./directory-counts";
import { getFigures } from "./figures";
import { type Overview, overview } from "./schema";
import { listTopWorkspaces } from "./top-workspaces";

/** Nearly all of it is the same for everyone who may see the same. What someone was asked to decide comes first. */
export async function getOverview(by: Permit<"cost:read">): Promise<Overview> {
  const [shared, own, decisions] = await Promise.all([
    getShared(by),
    listOwnAttention(by),
    listOwnDecisions(by),
  ]);
  return { ...shared, attention: [...decisions, ...[...shared.attention, ...own].toSorted(byRank)] };
}

const getShared = heavyRead("standing", readShared);

async function readShared(by: Permit<"cost:read">): Promise<Overview> {
  const history = await getHistory(["cost", "usage", "claude-code"]);
  const [{ isUnavailable }, cost, figures, directory, concerns] = await Promise.all([
    getParts(),
    readCost(by),
    getFigures(by, history),
    countDirectory(by),
    readConcerns(by, history),
  ]);
  return overview.parse({
    ...cost,
    ...figures,
    ...directory,
    ...concerns,
    unavailable: pageParts.filter(isUnavailable),
    loading:
      figures.usage?.loading ??
      figures.claudeCode?.loading ??
      concerns.attentionLoading ??
      cost.month.loading,
  });
}

/** Reads every figure in the currency of the month's cost. */
async function readCost(by: Permit<"cost:read">) {
  const month = await getSpendMonth(by);
  const [changes, topWorkspaces] = await Promise.all([
    getMonthChanges(by, month),
    listTopWorkspaces(by, month),
  ]);
  return { month, changes, topWorkspaces };
}

async function readConcerns(by: Permit<"cost:read">, history: History) {
  const budgets = await listBudgets(by, undefined, history);
  const { items, loading } = await listAttention(by, budgets, history);
  // Beside the month's cost, a quarter's budget would say nothing.
  const budget = budgets.find(({ scope, period }) => scope === "organization" && period === "month") ?? null;
  return { budget, attention: items, attentionLoading: loading };
}
