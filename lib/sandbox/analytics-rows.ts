import "server-only";
import {
  type AnalyticsGrouping,
  emptyDimensions,
  type FanDimension,
  filledDimensions,
  toValues,
  type Values,
} from "./analytics-query";
import { formatBucketTime } from "./clock";
import { formatUnits, type Units } from "./prices";
import { uncountedProducts } from "./profiles";
import type { Store } from "./store";
import type { ToCurrency } from "./switches";
import { addTo, Tally } from "./tally";
import { type Line, measures, type Quantities } from "./traffic";
import { toUsage } from "./usage-report";
import type { VisitTraffic } from "./visit-traffic";

type Fan = { cost_type: string | null; token_type: string | null; units: Units; listUnits: Units };
const discountedModel = "claude-sonnet-5";

export type AnalyticsRow = {
  key: string;
  currency: string;
  from: number;
  to: number;
  group: Record<string, unknown>;
  sum: Quantities;
  requests: number | null;
  tally: Tally;
  units: Units;
  fan: Map<string, Fan>;
  isFanned: boolean;
};

type Bucket = { from: number; to: number; last: number };

export function createRows(
  store: Store,
  grouping: AnalyticsGrouping,
  isWanted: (values: Values) => boolean,
  { children, toCurrency }: { children: readonly string[]; toCurrency: ToCurrency },
) {
  const rows = new Map<string, AnalyticsRow>();
  const grouped = filledDimensions.filter((dimension) => grouping.base.includes(dimension));

  function add(line: Line, quantities: Quantities, { from, to }: Bucket, organization?: string): void {
    const values = toValues(line, store);
    if (organization) values.organization_id = organization;
    const currency = toCurrency(line.source.workspaceId);
    const isDeleted = line.source.actor.type === "user_actor" && !store.users.has(line.source.actor.user_id);
    if (!isWanted(values) || (grouping.isExcludingDeleted && isDeleted)) return;
    let key = `${from} ${currency}`;
    for (const dimension of grouped) key += ` ${values[dimension] ?? ""}`;
    const known = rows.get(key);
    if (known) addTo(known.sum, quantities);
    const row = known ?? { ...emptyRow(grouping), key, currency, from, to, sum: { ...quantities } };
    if (!known) row.group = toGroup(store, line, values, grouping);
    rows.set(key, row);
    if (!uncountedProducts.includes(line.source.product))
      row.requests = (row.requests ?? 0) + quantities.requests;
    row.tally.add(line.tariff, quantities);
  }

  return {
    addBucket(visitTraffic: VisitTraffic, bucket: Bucket): void {
      visitTraffic(bucket.from, Math.min(bucket.to, bucket.last), (line, quantities) => {
        if (!measures.some((measure) => quantities[measure] > 0)) return;
        add(line, quantities, bucket);
        if (line.source.workspaceId !== store.defaultWorkspaceId) return;
        for (const child of children) add(toLineOf(child, line), quantities, bucket, child);
      });
    },
    list(isCost: boolean): AnalyticsRow[] {
      if (!isCost) return [...rows.values()];
      for (const row of rows.values()) addCharges(row, grouping.fan);
      return [...rows.values()].filter(({ units }) => units > 0n);
    },
  };
}

/** A child's traffic uses people, keys, and workspaces that the parent doesn't know. */
function toLineOf(child: string, line: Line): Line {
  const tag = child.slice(0, 8);
  return {
    ...line,
    source: {
      ...line.source,
      actor: { type: "user_actor", user_id: `user_01child${tag}` },
      apiKeyId: null,
      workspaceId: `wrkspc_01child${tag}`,
    },
  };
}

function emptyRow({ fan }: AnalyticsGrouping) {
  const fresh = { group: {}, requests: null, tally: new Tally(), units: 0n };
  return { ...fresh, fan: new Map<string, Fan>(), isFanned: fan.length > 0 };
}

function addCharges(row: AnalyticsRow, by: readonly FanDimension[]): void {
  for (const charge of row.tally.listCharges()) {
    const cost_type = by.includes("cost_type") ? charge.costType : null;
    const token_type = by.includes("token_type") ? charge.tokenType : null;
    const key = `${cost_type} ${token_type}`;
    const known = row.fan.get(key);
    const off = charge.tariff?.model === discountedModel ? charge.units / 8n : 0n;
    row.fan.set(key, {
      cost_type,
      token_type,
      units: (known?.units ?? 0n) + charge.units,
      listUnits: (known?.listUnits ?? 0n) + charge.units + off,
    });
    row.units += charge.units;
  }
}

function toGroup(
  store: Store,
  line: Line,
  values: Values,
  { base }: AnalyticsGrouping,
): Record<string, unknown> {
  const group: Record<string, unknown> = { ...noGroup };
  for (const dimension of base)
    group[dimension] = dimension in values ? values[dimension as keyof Values] : null;
  if (base.includes("actor")) group.actor = toActor(store, line);
  return group;
}

const noGroup = Object.fromEntries(
  [...filledDimensions, ...emptyDimensions].map((dimension) => [dimension, null]),
);

function toActor(store: Store, { source: { actor } }: Line): object {
  if (actor.type !== "user_actor") return actor;
  const user = store.users.get(actor.user_id) ?? store.departed.get(actor.user_id);
  return {
    type: "user_actor",
    user_id: actor.user_id,
    name: user?.name || null,
    email_address: user?.email ?? null,
    deleted: !store.users.has(actor.user_id),
  };
}

let lastFrame = { from: Number.NaN, to: Number.NaN, starting_at: "", ending_at: "" };

function toFrame({ from, to }: AnalyticsRow) {
  if (lastFrame.from !== from || lastFrame.to !== to)
    lastFrame = { from, to, starting_at: formatBucketTime(from), ending_at: formatBucketTime(to) };
  const { starting_at, ending_at } = lastFrame;
  return { starting_at, ending_at };
}

export function toUsageRow(row: AnalyticsRow): object {
  const { uncached, cacheRead, write5m, write1h, output } = row.sum;
  const { requests } = row;
  const total = uncached + cacheRead + write5m + write1h + output;
  return { ...toFrame(row), group: row.group, usage: { ...toUsage(row.sum), total_tokens: total, requests } };
}

export function toCostRows(row: AnalyticsRow): object[] {
  return [...row.fan.values()].map(({ cost_type, token_type, units, listUnits }) => {
    const amount = formatUnits(units);
    const requests = row.isFanned ? null : row.requests;
    return {
      ...toFrame(row),
      group: { ...row.group, cost_type, token_type },
      cost: { amount, list_amount: formatUnits(listUnits), currency: row.currency, requests },
    };
  });
}
