import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { budgetCrossings, budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { addDays, toDay, toPeriodEnd, toPeriodStart } from "@/lib/core/format/calendar";
import { getHistory, type History } from "@/lib/core/history/store";
import { usd } from "@/lib/core/money/money";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { listCurrencies } from "@/lib/money/reports/query/currencies";
import { forecastHistoryDays } from "@/lib/money/spend/forecast";
import { isAtRisk, toOutlook } from "./outlook";
import { type Budget, type BudgetsPage, budget, budgetsPage } from "./schema";
import { sumOfBudgets, toPeriodKey } from "./spent";

type By = Permit<"cost:read">;

const months = 12;

export const getBudgetsPage = heavyRead("standing", readBudgetsPage);

async function readBudgetsPage(by: By, today = toDay(new Date())): Promise<BudgetsPage> {
  const history = await getHistory(["cost"]);
  const [budgets, choices] = await Promise.all([listBudgets(by, today, history), listChoices(by.actor)]);
  const from = `${listMonths(today)[0]}-01`;
  const loading = history.findLoading({ report: "cost", from, to: today });
  const currencies = await listCurrencies(["cost"], { from, to: today });
  return budgetsPage.parse({
    month: today.slice(0, 7),
    budgets,
    loading,
    otherCurrencies: currencies.filter((currency) => currency !== usd),
    ...choices,
  });
}

/** A lead sees only budgets of their workspaces, because others reveal what others spend. */
export async function listBudgets(by: By, today = toDay(new Date()), known?: History): Promise<Budget[]> {
  const found = await readBudgets(by.actor, today, known);
  const maySee = can(by.actor, "budgets:write") || by.actor.persona === "auditor";
  return maySee ? found : found.map((one) => ({ ...one, recipients: [] }));
}

export async function readBudgets(reader: Reader, today: string, known?: History): Promise<Budget[]> {
  const history = known ?? (await getHistory(["cost"]));
  const rows = await selectBudgets(reader, today);
  const toMonthCents = (spent: Row["spent"], one: string) => {
    const from = `${one}-01`;
    const [to = today] = [toPeriodEnd(from, "month"), today].toSorted();
    return history.findLoading({ report: "cost", from, to }) ? null : (spent?.[from] ?? "0");
  };
  return budget.array().parse(
    rows.map(({ days, spent, ...row }) => {
      const months = listMonths(today).map((one) => ({ month: one, cents: toMonthCents(spent, one) }));
      const outlook = toOutlook({ period: row.period, days: new Map(Object.entries(days)), months, today });
      return { ...row, ...outlook, isAtRisk: isAtRisk({ ...row, ...outlook }), months };
    }),
  );
}

type Row = Pick<Budget, "id" | "period" | "cents" | "forecastThreshold"> & {
  days: Record<string, string>;
  spent: Record<string, string> | null;
};

async function selectBudgets(reader: Reader, today: string): Promise<Row[]> {
  const db = await database();
  // The sums take longer to plan than most queries take to run.
  if ((await db.$count(budgets)) === 0) return [];
  const first = `${listMonths(today)[0]}-01`;
  const from = addDays(today, -forecastHistoryDays);
  const isSeen = visibleTo(reader).inWorkspace(sql`b.workspace_id`);
  const exact = sql.raw("trim_scale(cents)::text");
  const { rows } = await db.execute<Row>(sql`
    with by_month as (${sumOfBudgets("month", sql`r.starts_on >= ${first}::date`)}),
    by_day as (${sumOfBudgets("day", sql`r.starts_on >= ${from}::date`)}),
    read as (select day from ${reportDays} where report = 'cost' and not is_refused and day >= ${from}::date)
    select b.id, b.scope, b.workspace_id as "workspaceId", b.tag_key as "tagKey", b.tag_value as "tagValue",
      w.name as "workspaceName", coalesce(w.is_default, false) as "isDefault", trim_scale(b.cents)::text as cents, b.thresholds, b.period,
      b.forecast_threshold as "forecastThreshold", b.recipients,
      case b.scope when 'workspace' then json_build_array(b.workspace_id) when 'tag' then (select coalesce(json_agg(t.id), '[]')
        from ${workspaces} t where t.tags ->> b.tag_key = b.tag_value) end as "workspaceIds",
      (select json_object_agg(starts_on::text, ${exact}) from by_month m where m.id = b.id) as spent,
      (select coalesce(json_object_agg(read.day::text, coalesce(${exact}, '0')), '{}') from read
        left join by_day d on d.starts_on = read.day and d.id = b.id) as days,
      (select json_build_object('threshold', c.threshold, 'at', c.crossed_at) from ${budgetCrossings} c
        where c.budget_id = b.id and c.month = ${toPeriodKey(sql`${today}::date`)} order by c.threshold desc limit 1) as crossed
    from ${budgets} b left join ${workspaces} w on w.id = b.workspace_id
    where ${isSeen}
    order by array_position(array['organization', 'workspace', 'tag'], b.scope), lower(w.name), b.tag_key, b.tag_value,
      array_position(array['month', 'quarter', 'year'], b.period), b.id`);
  return rows;
}

async function listChoices(reader: Reader): Promise<Pick<BudgetsPage, "workspaces" | "tags">> {
  const isSeen = visibleTo(reader).inWorkspace(sql`id`);
  const db = await database();
  const { rows } = await db.execute<{
    workspaces: BudgetsPage["workspaces"] | null;
    tags: BudgetsPage["tags"] | null;
  }>(sql`
    with seen as (select * from ${workspaces} where gone_at is null and archived_at is null and ${isSeen}),
    tags as (select tag.key, json_agg(distinct tag.value) as values from seen, jsonb_each_text(tags) as tag group by 1)
    select (select json_agg(json_build_object('id', id, 'name', name, 'isDefault', is_default) order by lower(name)) from seen) as workspaces,
      (select json_agg(tags order by key) from tags) as tags`);
  return { workspaces: rows[0]?.workspaces ?? [], tags: rows[0]?.tags ?? [] };
}

function listMonths(today: string): string[] {
  const found: string[] = [];
  let start = toPeriodStart(today, "month");
  for (let count = 0; count < months; count += 1) {
    found.unshift(start.slice(0, 7));
    start = toPeriodStart(addDays(start, -1), "month");
  }
  return found;
}
