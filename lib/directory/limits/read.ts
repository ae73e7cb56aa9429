import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { visibleTo } from "@/lib/core/organization/visibility";
import {
  getReadings,
  getWorkspace,
  organizationSubject,
  type StoredReading,
  spendSubject,
  toGroups,
  toSubject,
} from "./mirror";
import { getFailure, refreshStale } from "./refresh";
import {
  type LimitGroup,
  type LimitsOfWorkspace,
  limitsOfWorkspace,
  type Reading,
  reading,
  type SpendLimit,
  spendLimits,
} from "./schema";

/** Spend limits that a workspace shares with all others. */
const ofWhole = ["organization", "usage_tier"];

/**
 * Returns stored limits immediately and refreshes old ones in the background.
 * @throws AppError not_found, also if the workspace isn't visible
 */
export async function getLimits(
  by: Permit<"workspaces:read">,
  workspaceId: string,
): Promise<LimitsOfWorkspace> {
  const { reason, isDefault } = await getWorkspace(by, workspaceId);
  const own = toSubject(workspaceId);
  const subjects = [organizationSubject, spendSubject, ...(isDefault ? [] : [own])];
  const readings = await getReadings(subjects);
  const { isRefreshing } = refreshStale(subjects, readings);
  const [ofAll, ofOwn, spend] = [organizationSubject, own, spendSubject].map((one) => readings.get(one));
  const rates = isDefault ? toReading(organizationSubject, ofAll) : toReading(own, ofOwn);
  // Leads don't see the organization's totals; inherited values come with the workspace's own limits.
  const isLead = !visibleTo(by.actor).isAll;
  const isShown = ({ workspaceId: id, scope }: SpendLimit) =>
    id === workspaceId || (!isLead && ofWhole.includes(scope));
  return limitsOfWorkspace.parse({
    groups: mergeGroups(toGroups(ofAll?.entries ?? []), isDefault ? [] : toGroups(ofOwn?.entries ?? [])),
    rates,
    spend: {
      ...toReading(spendSubject, spend),
      limits: spendLimits.parse(spend?.entries ?? []).filter(isShown),
    },
    isRefreshing,
    reason,
  });
}

/** An address that the API doesn't have isn't something that existed once. */
export function toReading(subject: string, stored: StoredReading | undefined): Reading {
  return reading.parse({
    seenAt: stored?.seenAt.toISOString() ?? null,
    refusal: stored?.refusal === "not_found" ? "not_available" : (stored?.refusal ?? null),
    failure: getFailure(subject),
  });
}

/** An older API reports only overrides. */
function mergeGroups(ofAll: readonly LimitGroup[], ofOwn: readonly LimitGroup[]): LimitGroup[] {
  const left = new Set(ofOwn);
  const merged = ofAll.map((group) => {
    const own = ofOwn.find((one) => isSameGroup(one, group));
    if (!own) return { ...group, limits: group.limits.map((limit) => ({ ...limit, own: null })) };
    left.delete(own);
    return { ...group, ...own, name: own.name ?? group.name, limits: mergeLimits(group.limits, own.limits) };
  });
  return [...merged, ...left];
}

function isSameGroup(one: LimitGroup, other: LimitGroup): boolean {
  if (one.id !== null && other.id !== null) return one.id === other.id;
  if (one.type !== other.type) return false;
  return one.models === null || one.models.some((model) => other.models?.includes(model));
}

type Limits = LimitGroup["limits"];

function mergeLimits(ofAll: Limits, ofOwn: Limits): Limits {
  const types = [...new Set([...ofAll, ...ofOwn].map(({ type }) => type))];
  return types.map((type) => {
    const [all, own] = [ofAll, ofOwn].map((limits) => limits.find((limit) => limit.type === type));
    return { type, own: own?.own ?? null, organization: own?.organization ?? all?.organization ?? null };
  });
}
