import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { addDays, countDays, type DayRange } from "@/lib/calendar";
import { heavyRead } from "@/lib/entry/heavy-read";
import { toCostPivotOf } from "@/lib/reports/cost/pivot";
import { chooseCostCurrency } from "@/lib/reports/cost/report";
import type { CostQuery } from "@/lib/reports/cost/search-params";
import { type Behind, behind } from "@/lib/reports/schema";
import { toActorUsagePivot } from "@/lib/reports/usage/actor-pivot";
import { toUsagePivot } from "@/lib/reports/usage/pivot";
import { isByGeography, isHourly, type UsageQuery } from "@/lib/reports/usage/search-params";
import { toUsageAsked } from "@/lib/reports/usage/source";
import { listPivotRows, type Pivot, type PivotQuery } from "./pivot";

/** The API sends many rows, so only the newest days of a long range are read. */
const maxDays = 31;

export const listCostRows = heavyRead(readCostRows);

async function readCostRows(by: Permit<"cost:read">, query: CostQuery): Promise<Behind> {
  const { currency } = await chooseCostCurrency(by, query);
  const pivot = toCostPivotOf(currency);
  const { filter, ...asked } = toRowQuery(pivot, query);
  const found = await listPivotRows(pivot, by.actor, {
    ...asked,
    filter: { ...filter, currency: [currency] },
  });
  return behind.parse({ ...found, currency });
}

export const listUsageRows = heavyRead(readUsageRows);

async function readUsageRows({ actor }: Permit<"usage:read">, query: UsageQuery): Promise<Behind> {
  const { report, isMasked } = await toUsageAsked(query);
  if (report !== "usage") {
    const pivot = toActorUsagePivot(report, { actor, isMasked });
    return behind.parse(await listPivotRows(pivot, actor, toRowQuery(pivot, query)));
  }
  const pivot = await toUsagePivot(actor);
  const { groups, ...asked } = toRowQuery(pivot, query);
  const untold = toUntold(query);
  const told = groups.filter((group) => !untold.includes(group));
  return behind.parse(await listPivotRows(pivot, actor, { ...asked, groups: told }));
}

function toUntold(query: UsageQuery): readonly string[] {
  if (isHourly(query)) return ["api_key", "service_tier", "context_window", "inference_geo"];
  return isByGeography(query) ? ["hour", "api_key"] : ["hour", "inference_geo"];
}

/** Shows names, because the export has the IDs. */
function toRowQuery<Group extends string>(
  pivot: Pivot<Group>,
  { from, to, filter }: DayRange & Pick<CostQuery | UsageQuery, "filter">,
): PivotQuery<Group> {
  const newest = addDays(to, 1 - maxDays);
  const groups = Object.keys(pivot.groups) as Group[]; // Sound: a record's own keys.
  return {
    from: countDays({ from, to }) > maxDays ? newest : from,
    to,
    groups: groups.filter((group) => group !== "workspace_id" && group !== "api_key_id"),
    filter,
  };
}
