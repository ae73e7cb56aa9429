import "server-only";
import type { Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { getSetting } from "@/lib/core/settings/store";
import { type Sheet, toNumbers, toRates, toText } from "@/lib/core/sheets/columns";
import { claudeCodeDimensions } from "@/lib/money/reports/claude-code/dimensions";
import { toClaudeCodePivot } from "@/lib/money/reports/claude-code/pivot";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { costPivot } from "@/lib/money/reports/cost/pivot";
import { withUnitCosts } from "@/lib/money/reports/cost/unit-costs-pivot";
import { hasNeeded, toColumnName } from "@/lib/money/reports/dimension";
import { getActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import { countUnexportedDays, getCoverage } from "@/lib/money/reports/query/coverage";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { isPivotLongerThan, type Pivot, type PivotQuery, readPivot } from "@/lib/money/reports/query/pivot";
import { readPivotSearch } from "@/lib/money/reports/route-search";
import type { Coverage } from "@/lib/money/reports/schema";
import { toActorUsagePivot } from "@/lib/money/reports/usage/actor-pivot";
import {
  type AnalyticsDimension,
  analyticsDimensions,
  usageDimension,
  usageDimensions,
} from "@/lib/money/reports/usage/dimensions";
import { toUsagePivot } from "@/lib/money/reports/usage/pivot";
import { getUsageFacts } from "@/lib/money/reports/usage/source";
import type { UsageSource } from "@/lib/money/reports/vocabulary";

type OpenSheet<P extends Permission> = (by: Permit<P>, search: URLSearchParams) => Promise<Sheet>;

export const openCost: OpenSheet<"cost:read"> = (by, search) =>
  openPivot(costPivot, {
    by,
    search,
    dimensions: [...costDimensions, "currency"],
    toReport: () => "cost",
    withRates: (query) => withUnitCosts(by.actor, query),
  });
export const openUsage: OpenSheet<"usage:read"> = async (by, search) => {
  const { actor } = by;
  const report = await getUsageFacts({ source: toUsageSource(search) });
  const asked = { by, search, dimensions: usageDimensions };
  if (report === "usage") return openPivot(await toUsagePivot(actor), { ...asked, toReport: toUsageReport });
  const pivot = toActorUsagePivot(report, { actor, isMasked: await getSetting("mask_names") });
  const completeUntil = report === "actor-usage" ? (await getActorUsageCapability())?.completeUntil : null;
  return openPivot(pivot, { ...asked, toReport: () => report, completeUntil: completeUntil ?? null });
};

function toUsageSource(search: URLSearchParams): UsageSource {
  const groups = (search.get("group") ?? "").split(",");
  const isAsked = (name: AnalyticsDimension) =>
    search.get(name) || usageDimension[name].exports.some((column) => groups.includes(column));
  return analyticsDimensions.some(isAsked) || search.get("source") === "analytics" ? "analytics" : "messages";
}
export const openClaudeCode: OpenSheet<"claude-code:read"> = async (by, search) =>
  openPivot(await toClaudeCodePivot(by.actor), {
    by,
    search,
    dimensions: claudeCodeDimensions,
    toReport: () => "claude-code",
  });

function toUsageReport(names: readonly string[]): ReportName {
  if (names.includes("hour")) return "usage-hours";
  return hasNeeded(usageDimension, "usage", names) ? "usage" : "usage-geo";
}

type Asked<Group extends string> = {
  by: Permit<Permission>;
  search: URLSearchParams;
  dimensions: readonly string[];
  toReport: (names: readonly string[]) => ReportName;
  completeUntil?: Date | null;
  withRates?: (query: PivotQuery<Group>) => Promise<Pivot<Group>>;
};

/** @throws AppError invalid for invalid days, and for groups that the report doesn't have or can't combine */
async function openPivot<Group extends string>(
  declared: Pivot<Group>,
  { by: { actor }, search, dimensions, toReport, completeUntil = null, withRates }: Asked<Group>,
): Promise<Sheet> {
  // Sound: a record's own keys, in the order of the contract.
  const groups = Object.keys(declared.groups) as Group[];
  const columns = groups.filter((group) => !declared.extras?.includes(group));
  const query = readPivotSearch(search, { groups, columns, dimensions });
  const names = [...query.groups, ...Object.keys(query.filter)];
  const report = toReport(names);
  const pivot = (await withRates?.(query)) ?? declared;
  pivot.toFacts(names, query);
  return {
    columns: [
      ...toText(query.groups.map(toColumnName)),
      ...toNumbers(Object.keys(pivot.measures)),
      ...toText(Object.keys(pivot.tail ?? {})),
      ...toRates(Object.keys(pivot.rates ?? {})),
    ],
    listRows: () => readPivot(pivot, actor, query),
    isLongerThan: (rows) => isPivotLongerThan(pivot, actor, query, rows),
    period: `${query.from}-${query.to}`,
    hasTotals: true,
    incompleteDays: await countIncompleteDays([report], [query]),
    missingDays: toMissingDays(await getCoverage(report, query)) + countUnexportedDays(query, completeUntil),
  };
}

/** Today is never complete, which says nothing about a file with other days. */
export function toMissingDays({ missingDays, loading }: Pick<Coverage, "missingDays" | "loading">): number {
  return loading ? missingDays : 0;
}
