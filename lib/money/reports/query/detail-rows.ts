import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { addDays, countDays, type DayRange } from "@/lib/core/format/calendar";
import { costDimension } from "@/lib/money/reports/cost/dimensions";
import { toCostPivotOf } from "@/lib/money/reports/cost/pivot";
import { chooseCostCurrency } from "@/lib/money/reports/cost/report";
import type { CostQuery } from "@/lib/money/reports/cost/search-params";
import { hasNeeded, withoutIds } from "@/lib/money/reports/dimension";
import { type Behind, behind } from "@/lib/money/reports/schema";
import { toActorUsagePivot } from "@/lib/money/reports/usage/actor-pivot";
import { usageDimension } from "@/lib/money/reports/usage/dimensions";
import { toUsagePivot } from "@/lib/money/reports/usage/pivot";
import { isHourly, type UsageQuery } from "@/lib/money/reports/usage/search-params";
import { toUsageAsked, toUsageReport } from "@/lib/money/reports/usage/source";
import { listPivotRows, type Pivot, type PivotQuery } from "./pivot";

/** The API sends many rows, so only the newest days of a long range are read. */
const maxDays = 31;

export const listCostRows = heavyRead("standing", readCostRows);

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

export const listUsageRows = heavyRead("standing", readUsageRows);

async function readUsageRows({ actor }: Permit<"usage:read">, query: UsageQuery): Promise<Behind> {
  const { report, isMasked } = await toUsageAsked(query);
  if (report !== "usage") {
    const pivot = toActorUsagePivot(report, { actor, isMasked });
    return behind.parse(await listPivotRows(pivot, actor, toRowQuery(pivot, query)));
  }
  const pivot = await toUsagePivot(actor);
  const { groups, ...asked } = toRowQuery(pivot, query);
  const source = toUsageReport(query, report);
  const has = (group: string) =>
    group === "hour" ? isHourly(query) : hasNeeded(usageDimension, source, [group]);
  return behind.parse(await listPivotRows(pivot, actor, { ...asked, groups: groups.filter(has) }));
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
    groups: withoutIds({ ...costDimension, ...usageDimension }, groups),
    filter,
  };
}
