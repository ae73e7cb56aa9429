import "server-only";
import { getSetting } from "@/lib/core/settings/store";
import { getActorUsageCapability } from "@/lib/money/reports/ingest/actor-usage-capability";
import type { UsageAxis } from "./dimensions";
import type { UsageFacts } from "./rollup-level";
import { isHourly, isOfActors, listGeography, type UsageQuery } from "./search-params";

/** The report by account replaces analytics that aren't available. */
export async function getUsageFacts(query: Pick<UsageQuery, "source">): Promise<UsageFacts> {
  if (!isOfActors(query)) return "usage";
  return (await getActorUsageCapability())?.isGranted === false ? "account-usage" : "actor-usage";
}

export function toUsageReport(query: UsageQuery, facts: UsageFacts) {
  if (facts !== "usage") return facts;
  if (isHourly(query)) return "usage-hours";
  return listGeography(query).length > 0 ? "usage-geo" : "usage";
}

/** A query with everything that its sums depend on. Anything beside geography comes from the same report. */
export async function toUsageAsked(query: UsageQuery) {
  const [report, isMasked] = await Promise.all([getUsageFacts(query), getSetting("mask_names")]);
  const toNeeds = (...needs: UsageAxis[]): UsageAxis[] => [...needs, ...listGeography(query)];
  return { ...query, report, isMasked, isHourly: isHourly(query), toNeeds };
}
export type UsageAsked = Awaited<ReturnType<typeof toUsageAsked>>;
