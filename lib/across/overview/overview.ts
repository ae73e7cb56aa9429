import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { getParts } from "@/lib/core/db/parts";
import { costRollups } from "@/lib/core/db/report-tables";
import { pageParts } from "@/lib/core/db/vocabulary";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { toPeriodStart } from "@/lib/core/format/calendar";
import type { Thing } from "@/lib/core/format/chart-colors";
import { getHistory, type History } from "@/lib/core/history/store";
import { thingOf, toShownColors } from "@/lib/core/organization/chart-slots";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { readWorkspaceColors } from "@/lib/core/organization/workspace-colors";
import { listBudgets } from "@/lib/money/budgets/list-read-model";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { isInRollupPeriods, toRollupPeriods, toStoredRange } from "@/lib/money/reports/query/rollup-periods";
import { workspaceKey, workspaceLabel } from "@/lib/money/reports/query/scope";
import { getSpendMonth } from "@/lib/money/spend/month";
import { getMonthChanges } from "@/lib/money/spend/month-changes";
import type { SpendMonth } from "@/lib/money/spend/schema";
import { listAttention, listOwnAttention, listOwnDecisions } from "./attention";
import { byRank } from "./by-rank";
import { countDirectory } from "./directory-counts";
import { getFigures } from "./figures";
import { type Overview, overview } from "./schema";

const shownCount = 5;

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

type Row = { key: string; label: string | null; cents: string; thing: Thing | null };

/** The month's most expensive workspaces, from the month's own sum, which has one row for each. */
async function listTopWorkspaces(
  { actor }: Permit<"cost:read">,
  { today, currency }: Pick<SpendMonth, "today" | "currency">,
): Promise<Overview["topWorkspaces"]> {
  const range = toStoredRange({ from: toPeriodStart(today, "month"), to: today }, "month");
  const db = await database();
  const { rows } = await db.execute<Row>(sql`
    with sides as (
      select ${workspaceKey} as key, sum(r.cents) as cents from ${costRollups} r cross join ${home}
      where r.axes = 'workspace' and ${isInRollupPeriods(toRollupPeriods(range, "month"))}
        and ${isInCurrency(currency)} and ${visibleTo(actor).reportRows} group by 1
    )
    select sides.key, ${workspaceLabel} as label, trim_scale(sides.cents)::text as cents,
      ${thingOf("workspace", sql`sides.key`)} as thing
    from sides left join ${workspaces} w on w.id = sides.key
    where sides.cents > 0 order by sides.cents desc, sides.key limit ${shownCount}`);
  const colors = toShownColors(rows, await readWorkspaceColors(visibleTo(actor).workspaces));
  return rows.map(({ key, label, cents }, index) => ({ key, label, color: colors[index] ?? null, cents }));
}
