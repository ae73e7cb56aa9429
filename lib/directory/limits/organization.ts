import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { getParts } from "@/lib/core/db/parts";
import type { LimitedKind } from "@/lib/core/db/vocabulary";
import { usd } from "@/lib/core/money/money";
import { hasModels, toDayPeaks, toGrouping, toGroupKey } from "./minutes";
import {
  getReadings,
  organizationSubject,
  peaksSubject,
  type StoredReading,
  spendSubject,
  spendWritesSubject,
  toGroups,
} from "./mirror";
import { getPeople, listWorkspaces } from "./names-read-model";
import { listPeakDays, toFirstDay } from "./peaks";
import { listPeaks, type StoredPeaks } from "./peaks-store";
import { toReading } from "./read";
import { refreshStale, untilRefreshed } from "./refresh";
import {
  type LimitGroup,
  type LimitsOfOrganization,
  limitsOfOrganization,
  type NamedSpendLimit,
  type Peak,
  type RateGroup,
  type SpendLimit,
  spendLimits,
} from "./schema";
import { getMonthSpend, toSpentCents } from "./spent-read-model";
import { type SettableScope, toPeakMeasure } from "./vocabulary";

type By = Permit<"limits:read">;
type Readings = ReadonlyMap<string, StoredReading>;

const read = [organizationSubject, spendSubject, spendWritesSubject];

/** Returns stored limits immediately and refreshes old ones in the background. */
export async function getOrganizationLimits(by: By): Promise<LimitsOfOrganization> {
  const readings = await getReadings([...read, peaksSubject]);
  const { isRefreshing } = refreshStale(read, readings);
  const now = new Date();
  return limitsOfOrganization.parse({
    ...toRates(readings, await listPeaks(toFirstDay(now)), now),
    spend: await toSpend(by, readings),
    isRefreshing,
  });
}

/** Waits until old limits are read again. */
export async function getFreshLimits(by: By): Promise<LimitsOfOrganization> {
  const found = await getOrganizationLimits(by);
  if (!found.isRefreshing) return found;
  await untilRefreshed(read);
  return getOrganizationLimits(by);
}

function toRates(readings: Readings, days: readonly StoredPeaks[], now: Date) {
  const groups = toGroups(readings.get(organizationSubject)?.entries ?? []);
  const grouping = toGrouping(groups);
  const known = days.filter((day) => day.grouping === grouping);
  const found = known.map(({ peaks }) => toDayPeaks(peaks));
  const wanted = listPeakDays(now);
  const toPeakOf = (group: LimitGroup, type: string): Peak => {
    const measure = toPeakMeasure({ group: group.type, limiter: type });
    if (measure === null || !hasModels(group) || found.length === 0) return { tokens: null, at: null };
    const peaks = found.flatMap(
      (day) => day.groups.find(({ key }) => key === toGroupKey(group))?.peaks ?? [],
    );
    const [highest] = peaks
      .filter((peak) => peak.measure === measure)
      .toSorted((one, other) => other.tokens - one.tokens);
    return highest ? { tokens: highest.tokens, at: highest.at } : { tokens: 0, at: null };
  };
  const toShown = ({ limits, ...group }: LimitGroup): RateGroup => ({
    ...group,
    limits: limits.map(({ type, organization }) => ({
      type,
      value: organization ?? 0,
      peak: toPeakOf({ ...group, limits }, type),
    })),
  });
  return {
    rates: {
      ...toReading(organizationSubject, readings.get(organizationSubject)),
      groups: groups.map(toShown),
    },
    peaks: {
      ...toReading(peaksSubject, readings.get(peaksSubject)),
      from: wanted.at(-1),
      to: wanted[0],
      readDays: known.length,
      totalDays: wanted.length,
      incompleteDays: known.filter(({ isIncomplete }) => isIncomplete).length,
      otherModels: [...new Set(found.flatMap(({ otherModels }) => otherModels))].toSorted(),
    },
  };
}

async function toSpend(by: By, readings: Readings): Promise<LimitsOfOrganization["spend"]> {
  const stored = readings.get(spendSubject);
  const limits = spendLimits.parse(stored?.entries ?? []);
  const [workspaces, people, spend] = await Promise.all([
    listWorkspaces(by),
    getPeople(
      by,
      limits.flatMap(({ userId }) => userId ?? []),
    ),
    getMonthSpend(),
  ]);
  const spent = spend?.get(limits[0]?.currency ?? usd) ?? null;
  const names = new Map(workspaces.map(({ id, name }) => [id, name]));
  return {
    ...toReading(spendSubject, stored),
    limits: limits.map(
      (limit): NamedSpendLimit => ({
        ...limit,
        workspaceName: names.get(limit.workspaceId ?? "") ?? null,
        person: people.get(limit.userId ?? "") ?? null,
        spentCents: toSpentCents(limit, spend),
      }),
    ),
    settable: listSettable(limits, (await getParts()).kind),
    readOnly: toReading(spendWritesSubject, readings.get(spendWritesSubject)).refusal,
    currency: limits[0]?.currency ?? null,
    spentCents: spent?.cents ?? null,
    isSpentIncomplete: spend?.isIncomplete ?? false,
    workspaces: workspaces
      .filter(({ takesLimit }) => takesLimit)
      .map(({ id, name }) => ({ id, name, spentCents: spent && (spent.byWorkspace.get(id) ?? "0") })),
  };
}

const scopesOfEnterprise = ["user", "seat_tier", "rbac_group", "organization_service"];
const scopesOfConsole = ["workspace", "usage_tier"];

/**
 * Only Claude Enterprise has limits for people, seats, and groups; only the Console has them for workspaces and the
 * usage tier. Where both are reported, one that is out of place takes nothing away from the Console.
 */
function listSettable(limits: readonly SpendLimit[], kind: LimitedKind | null): SettableScope[] {
  const has = (scopes: readonly string[]) => limits.some(({ scope }) => scopes.includes(scope));
  const isEnterprise = kind === "enterprise" || (has(scopesOfEnterprise) && !has(scopesOfConsole));
  return isEnterprise ? ["user"] : ["organization", "workspace"];
}
