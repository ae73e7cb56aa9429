import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { costRollups, costRows } from "@/lib/core/db/report-tables";
import type { DayRange, Granularity } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { home } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { findLevel } from "@/lib/money/reports/dimension";
import { isInCurrency } from "@/lib/money/reports/query/currencies";
import { toKeys } from "@/lib/money/reports/query/dimension-sql";
import { isInRollupPeriods, listRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { isInFilter, workspaceKey } from "@/lib/money/reports/query/scope";
import type { Filter } from "@/lib/money/reports/search-params";
import { type CostGroup, costDimension, costLevels } from "./dimensions";

export const costKeys = toKeys(costDimension, { workspace: workspaceKey });

type Asked = DayRange & {
  spans?: readonly DayRange[];
  granularity: Granularity;
  group: CostGroup | null;
  /** Another group, of a cross table. */
  by?: CostGroup;
  filter: Filter<CostGroup>;
  /** Null for all, which must not be added together. */
  currency: Currency | null;
};

/** `from … where …` of the coarsest sums, called `r`, that have what is needed, or else of the rows. */
export function fromCost(actor: Reader, asked: Asked): SQL {
  const { group, by, filter } = asked;
  const needed = [...(group ? [group] : []), ...(by ? [by] : []), ...Object.keys(filter)];
  if (!visibleTo(actor).isAll) needed.push("workspace");
  const axes = findLevel(costDimension, { report: "cost", levels: costLevels.cost, needed });
  const grain = axes === null || asked.granularity === "hour" ? "day" : asked.granularity;
  const facts = axes
    ? sql`${costRollups} r cross join ${home} where r.axes = ${axes} and`
    : sql`(select 'day' as grain, day as starts_on, * from ${costRows}) r cross join ${home} where`;
  return sql`from ${facts} ${isInRollupPeriods(listRollupPeriods(asked, grain))} and ${visibleTo(actor).reportRows}
    and ${isInFilter(filter, costKeys)} and ${asked.currency === null ? sql`true` : isInCurrency(asked.currency)}`;
}
