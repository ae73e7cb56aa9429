import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import type { DayRange, Granularity } from "@/lib/calendar";
import { costRollups, costRows } from "@/lib/db/report-tables";
import { home } from "@/lib/directory/default-workspace";
import type { Currency } from "@/lib/money";
import { isInCurrency } from "@/lib/reports/query/currencies";
import { isInRollupPeriods, listRollupPeriods } from "@/lib/reports/query/rollup-periods";
import { isInFilter, workspaceKey } from "@/lib/reports/query/scope";
import type { Filter } from "@/lib/reports/search-params";
import { type CostDimension, noKey } from "@/lib/reports/vocabulary";
import { visibleTo } from "@/lib/visibility";

export const costKeys: Record<CostDimension, SQL> = {
  workspace: workspaceKey,
  model: keyOf("model"),
  token_type: keyOf("token_type"),
  cost_type: keyOf("cost_type"),
  description: keyOf("description"),
  service_tier: keyOf("service_tier"),
  context_window: keyOf("context_window"),
  inference_geo: keyOf("inference_geo"),
};

function keyOf(column: string): SQL {
  return sql`coalesce(r.${sql.identifier(column)}, ${noKey})`;
}

type Asked = DayRange & {
  spans?: readonly DayRange[];
  granularity: Granularity;
  group: CostDimension | null;
  filter: Filter<CostDimension>;
  /** Null for all, which must not be added together. */
  currency: Currency | null;
};

/** `from … where …` of the coarsest sums, called `r`, that have what is needed, or else of the rows. */
export function fromCost(actor: Actor, asked: Asked): SQL {
  const axes = toAxes(actor, asked);
  const grain = axes === null || asked.granularity === "hour" ? "day" : asked.granularity;
  const facts = axes
    ? sql`${costRollups} r cross join ${home} where r.axes = ${axes} and`
    : sql`(select 'day' as grain, day as starts_on, * from ${costRows}) r cross join ${home} where`;
  return sql`from ${facts} ${isInRollupPeriods(listRollupPeriods(asked, grain))} and ${visibleTo(actor).reportRows}
    and ${isInFilter(asked.filter, costKeys)} and ${asked.currency === null ? sql`true` : isInCurrency(asked.currency)}`;
}

function toAxes(actor: Actor, { group, filter }: Asked): string | null {
  const needed = new Set<string>([
    ...(group ? [group] : []),
    ...Object.keys(filter),
    ...(visibleTo(actor).isAll ? [] : ["workspace"]),
  ]);
  const hasOnly = (...names: string[]) => [...needed].every((name) => names.includes(name));
  if (hasOnly("model")) return "model";
  if (hasOnly("workspace")) return "workspace";
  if (hasOnly("workspace", "model")) return "workspace_model";
  return needed.has("workspace") ? null : "item";
}
