import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { costPivot } from "./cost-pivot";
import type { CostQuery } from "./cost-search-params";
import { listPivotRows, type Pivot, type PivotQuery } from "./pivot";
import { type Behind, behind } from "./schema";
import { addDays, countDays, type DayRange } from "./search-params";
import { usagePivot } from "./usage-pivot";
import { isByGeography, isHourly, type UsageQuery } from "./usage-search-params";

/** Rows are as many as the API sent: of a long range only its newest days are read. */
const mostDays = 31;

/** The rows behind a picture of cost, with all that the report tells of each. */
export async function listCostRows({ actor }: Permit<"cost:read">, query: CostQuery): Promise<Behind> {
  return behind.parse(await listPivotRows(costPivot, actor, toRowQuery(costPivot, query)));
}

export async function listUsageRows({ actor }: Permit<"usage:read">, query: UsageQuery): Promise<Behind> {
  const { groups, ...asked } = toRowQuery(usagePivot, query);
  const untold = toUntold(query);
  const told = groups.filter((group) => !untold.includes(group));
  return behind.parse(await listPivotRows(usagePivot, actor, { ...asked, groups: told }));
}

/** What is not told beside what is asked for. */
function toUntold(query: UsageQuery): readonly string[] {
  if (isHourly(query)) return ["api_key", "service_tier", "context_window", "inference_geo"];
  return isByGeography(query) ? ["hour", "api_key"] : ["hour", "inference_geo"];
}

/** Ids stand in the export; here the names do. */
function toRowQuery<Group extends string>(
  pivot: Pivot<Group>,
  { from, to, filter }: DayRange & Pick<CostQuery | UsageQuery, "filter">,
): PivotQuery<Group> {
  const newest = addDays(to, 1 - mostDays);
  const groups = Object.keys(pivot.groups) as Group[]; // Sound: a record's own keys.
  return {
    from: countDays({ from, to }) > mostDays ? newest : from,
    to,
    groups: groups.filter((group) => group !== "workspace_id" && group !== "api_key_id"),
    filter,
  };
}
